<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>HistoryDialogs</source>
        <comment>LaTeX document (*.tex)</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>Markdown (*.md)</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>JSON lines with the pictures (*.jsonl)</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>Export the formulas</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>Formulas</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>Clear the history</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>Clear the whole history?</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>The formulas and their pictures are deleted for good.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>&amp;Keep the favorites</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HistoryDialogs</source>
        <comment>C&amp;lear</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutWindow</name>
    <message>
        <source>About Img2LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip an equation, get its LaTeX. Everything happens on this computer; nothing is sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read; the doctor says why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} pictures seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {} formulas not seen in training, {} % are read without any mistake; {} % of symbols.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateButton</name>
    <message>
        <source>Reading {}: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {} (Alt+{}), {:.0%}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateStrip</name>
    <message>
        <source>Other readings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delay:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to open a menu or turn a page between the hotkey and the frozen screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} captures the region of the last snip again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the page Hotkeys you can choose one that captures the last region again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptureStep</name>
    <message>
        <source>Let it see the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some desktops ask once whether a program may photograph the screen. The picture stays on this computer, like everything else: Img2LaTeX sends nothing anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfidenceLabel</name>
    <message>
        <source>Very likely right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably right, worth a glance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure, please check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence {:.0%}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy in another form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture as SVG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture as PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as MathML, for Word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be copied so: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Img2LaTeX is running already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture on the clipboard; copy one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>&amp;Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks what Img2LaTeX needs of this computer, and says what mends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run the checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking: {} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One thing needs mending; the line marked → says how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} things need mending; the lines marked → say how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything needed works; the lines marked → say what could be better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could be better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropQueue</name>
    <message>
        <source>Reading pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} of {} pictures read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>No formula contains all of “{}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark a formula with its star, or with Ctrl+D, and it will be here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No favorites yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you snip is not kept. Switch that off below to fill the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private mode is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you snip is kept here with its picture, until you delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No formulas yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleStep</name>
    <message>
        <source>Your first formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the button, or the hotkey, and drag around the formula.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A formula to snip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Snip a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for your snip …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FavoritesButton</name>
    <message>
        <source>F&amp;avorites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show favorites only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Img2LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was it. It works in every program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: the LaTeX is in the window beside it, and copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop hides tray icons; a small window takes the icon&apos;s place. On GNOME the &lt;a href=&apos;{}&apos;&gt;AppIndicator extension&lt;/a&gt; brings icons back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {} of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormulaPane</name>
    <message>
        <source>{} (line {}, column {})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at lo&amp;gin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So that the hotkeys work as soon as you have logged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start &amp;minimized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a tray, the small window stays closed until you ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset to defaults …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings, hotkeys too. Your history stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all settings to their defaults?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own hotkeys are lost. Your history stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Drag around a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Arrow keys&lt;/b&gt; 1 px, with &lt;b&gt;Shift&lt;/b&gt; 10 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Space&lt;/b&gt; moves the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Enter&lt;/b&gt; accepts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Right click&lt;/b&gt; starts over or cancels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Esc&lt;/b&gt; cancels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>Formulas, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Favorite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Favorite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited by you</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>&amp;Private mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New snips are not kept. What the history holds already stays until you clear it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond that the oldest go first, favorites never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history never leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lear history …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete all snips of the history?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favorites go too. This cannot be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryRow</name>
    <message>
        <source>Favorite (Ctrl+D)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy (Ctrl+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History – Img2LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Private: keep nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lear …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New formulas are not written to the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what the list shows to a file (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} formulas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomeWindow</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Snip a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures here, or paste one with {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read picture files ({})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop shows no tray icons. Minimize this window to keep the hotkey; closing it quits.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HotkeyFlow</name>
    <message>
        <source>Snip a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the picture on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip the last region again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip a further line of the formula shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HotkeyRecorder</name>
    <message>
        <source>Use a letter, a digit or one of the keys F1 to F24; digits without Shift.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold Ctrl, Alt or Meta while you press the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift alone is for typing: hold Ctrl, Alt or Meta too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new combination …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HotkeyStep</name>
    <message>
        <source>One key combination is all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It freezes the screen, you drag around a formula, and its LaTeX is on the clipboard. Try the keys now; this once, nothing else happens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hotkey is being set up …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the keys …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HotkeysPage</name>
    <message>
        <source>Click a field, or press Enter in it, and then the new combination. While it waits, Backspace removes the hotkey and Esc keeps the old one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Append to the formula shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the last region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Snip a formula:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the &amp;clipboard:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the picture you copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the last &amp;region:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snips the same place of the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the &amp;history:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} appends the formula as a new line to the one shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it has no Shift, Shift with it appends the formula to the one shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} is taken by “{}”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Introduction</name>
    <message numerus="yes">
        <source>%n screen(s) can be photographed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LatexEditor</name>
    <message>
        <source>LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LicenceView</name>
    <message>
        <source>&amp;Licence of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put this message away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>Today {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Choose a region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter fixes a corner, the arrow keys move, Enter accepts, Escape cancels.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PatternWindow</name>
    <message>
        <source>Checking the capture of this screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureFiles</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open pictures of formulas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Loading the recognizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recognizer is not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asleep until the next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recognizer is not loaded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview of the LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgramActions</name>
    <message>
        <source>&amp;Snip a formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip the &amp;last region again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read the picture on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open pictures …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;History …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ettings …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Doctor …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA graphics card (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple graphics (MPS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{}: not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute &amp;on:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic takes the fastest there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unload after:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unused for so long, it gives its memory back; the next snip waits for it to load.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultFlow</name>
    <message>
        <source>Loading the recognizer; your formula is next …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Copy &amp;as:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result window offers the same choice and remembers it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy automatically</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As soon as a formula is read, it is on the clipboard, ready to paste.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultWindow</name>
    <message>
        <source>The picture you snipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snip again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take reading {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading again …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search the LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings – Img2LaTeX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutStepsBox</name>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ C&amp;opied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Snipping in {} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formula deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} formulas deleted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerifiedClipboard</name>
    <message>
        <source>There is nothing to copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be copied: another program holds the clipboard. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewPanel</name>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark on light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light on dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture as the model saw it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts pixels from each side; a negative number adds paper instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the type; smaller or larger may read better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Trim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
