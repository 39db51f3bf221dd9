<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutWindow</name>
    <message>
        <source>About Img2LaTeX</source>
        <translation>Über Img2LaTeX</translation>
    </message>
    <message>
        <source>&amp;Releases page</source>
        <translation>&amp;Neue Versionen</translation>
    </message>
    <message>
        <source>Opens {} in the browser; the program itself asks no server.</source>
        <translation>Öffnet {} im Browser; das Programm selbst fragt keinen Server.</translation>
    </message>
    <message>
        <source>Snip an equation, get its LaTeX. Everything happens on this computer; nothing is sent anywhere.</source>
        <translation>Formel ausschneiden, LaTeX erhalten. Alles geschieht auf diesem Computer; nichts wird übertragen.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>cannot be read; the doctor says why</source>
        <translation>nicht lesbar; die Diagnose nennt den Grund</translation>
    </message>
    <message>
        <source>installed by you</source>
        <translation>selbst installiert</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>mit dem Programm gekommen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>made {}</source>
        <translation>erstellt {}</translation>
    </message>
    <message>
        <source>{} pictures seen</source>
        <translation>{} Bilder gesehen</translation>
    </message>
    <message>
        <source>{} MB</source>
        <translation>{} MB</translation>
    </message>
    <message>
        <source>Of {} formulas not seen in training, {} % are read without any mistake; {} % of symbols.</source>
        <translation>Von {} Formeln, die im Training nicht vorkamen, werden {} % fehlerfrei gelesen; {} % der Zeichen.</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht verzeichnet</translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>Starting at login cannot be changed: {}.</source>
        <translation>Der Start bei der Anmeldung lässt sich nicht ändern: {}.</translation>
    </message>
</context>
<context>
    <name>CandidateButton</name>
    <message>
        <source>Reading {}: {}</source>
        <translation>Lesart {}: {}</translation>
    </message>
    <message>
        <source>Reading {} (Alt+{}), {:.0%}</source>
        <translation>Lesart {} (Alt+{}), {:.0%}</translation>
    </message>
</context>
<context>
    <name>CandidateStrip</name>
    <message>
        <source>Other readings</source>
        <translation>Andere Lesarten</translation>
    </message>
</context>
<context>
    <name>Capture</name>
    <message>
        <source>The screen cannot be photographed: install xdg-desktop-portal with the part made for this desktop, or one of the programs grim, spectacle and gnome-screenshot.</source>
        <translation>Der Bildschirm lässt sich nicht aufnehmen: xdg-desktop-portal mit dem Teil für diesen Desktop installieren oder eines der Programme grim, spectacle und gnome-screenshot.</translation>
    </message>
    <message>
        <source>macOS does not let Img2LaTeX see the screen yet: allow it in System Settings → Privacy &amp; Security → Screen Recording, then start it again.</source>
        <translation>macOS lässt Img2LaTeX den Bildschirm noch nicht sehen: in Systemeinstellungen → Datenschutz &amp; Sicherheit → Bildschirmaufnahme erlauben, dann neu starten.</translation>
    </message>
    <message>
        <source>Windows gives only black pictures of the screen: close what shows protected video or a locked session, or copy a picture of the formula and snip from the clipboard.</source>
        <translation>Windows liefert nur schwarze Bilder des Bildschirms: schließen, was geschützte Videos oder eine gesperrte Sitzung zeigt, oder ein Bild der Formel kopieren und aus der Zwischenablage lesen.</translation>
    </message>
    <message>
        <source>The screen is black to programs: unless it really is, allow screenshots in this desktop&apos;s settings, or copy a picture of the formula and snip from the clipboard.</source>
        <translation>Für Programme ist der Bildschirm schwarz: Ist er es nicht wirklich, Bildschirmfotos in den Einstellungen dieses Desktops erlauben oder ein Bild der Formel kopieren und aus der Zwischenablage lesen.</translation>
    </message>
    <message>
        <source>The screen cannot be photographed: {}.</source>
        <translation>Der Bildschirm lässt sich nicht aufnehmen: {}.</translation>
    </message>
    <message>
        <source>The screen cannot be photographed: no monitor lies where the desktop says.</source>
        <translation>Der Bildschirm lässt sich nicht aufnehmen: Kein Monitor liegt dort, wo der Desktop es angibt.</translation>
    </message>
    <message>
        <source>A screen of color depth {} cannot be photographed: start the X server with a depth of 24, such as “vncserver -depth 24”.</source>
        <translation>Ein Bildschirm mit der Farbtiefe {} kann nicht fotografiert werden: den X-Server mit der Tiefe 24 starten, etwa mit „vncserver -depth 24“.</translation>
    </message>
    <message>
        <source>This desktop&apos;s portal takes no screenshots.</source>
        <translation>Das Portal dieses Desktops macht keine Bildschirmfotos.</translation>
    </message>
    <message>
        <source>The screenshot was cancelled.</source>
        <translation>Das Bildschirmfoto wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The desktop refuses to photograph the screen: allow Img2LaTeX screenshots in its privacy settings.</source>
        <translation>Der Desktop lässt keine Aufnahme des Bildschirms zu: in den Einstellungen zur Privatsphäre Img2LaTeX Bildschirmfotos erlauben.</translation>
    </message>
    <message>
        <source>it is no picture</source>
        <translation>sie ist kein Bild</translation>
    </message>
    <message>
        <source>the desktop names no file</source>
        <translation>der Desktop nennt keine Datei</translation>
    </message>
    <message>
        <source>The desktop&apos;s picture of the screen cannot be read: {}.</source>
        <translation>Das Bildschirmfoto des Desktops ist nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>The screens changed while they were photographed; try again.</source>
        <translation>Die Bildschirme haben sich während der Aufnahme verändert; bitte erneut versuchen.</translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>&amp;Delay:</source>
        <translation>&amp;Verzögerung:</translation>
    </message>
    <message>
        <source>Time to open a menu or turn a page between the hotkey and the frozen screen.</source>
        <translation>Zeit zwischen Tastenkürzel und eingefrorenem Bildschirm, um ein Menü zu öffnen oder weiterzublättern.</translation>
    </message>
    <message>
        <source>{} captures the region of the last snip again.</source>
        <translation>{} nimmt den letzten Bereich erneut auf.</translation>
    </message>
    <message>
        <source>On the page Hotkeys you can choose one that captures the last region again.</source>
        <translation>Auf der Seite „Tastenkürzel“ lässt sich eines wählen, das den letzten Bereich erneut aufnimmt.</translation>
    </message>
</context>
<context>
    <name>CaptureStep</name>
    <message>
        <source>Let it see the screen</source>
        <translation>Zugriff auf den Bildschirm</translation>
    </message>
    <message>
        <source>Some desktops ask once whether a program may photograph the screen. The picture stays on this computer, like everything else: Img2LaTeX sends nothing anywhere.</source>
        <translation>Manche Desktops fragen einmal, ob ein Programm den Bildschirm aufnehmen darf. Das Bild bleibt auf diesem Computer, wie alles andere: Img2LaTeX sendet nichts.</translation>
    </message>
    <message>
        <source>&amp;Check it now</source>
        <translation>&amp;Jetzt prüfen</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>Noch nicht geprüft.</translation>
    </message>
</context>
<context>
    <name>ConfidenceLabel</name>
    <message>
        <source>Very likely right</source>
        <translation>Sehr wahrscheinlich richtig</translation>
    </message>
    <message>
        <source>Probably right, worth a glance</source>
        <translation>Wohl richtig, einen Blick wert</translation>
    </message>
    <message>
        <source>Unsure, please check</source>
        <translation>Unsicher, bitte prüfen</translation>
    </message>
    <message>
        <source>Unsure, so not copied; Enter copies it</source>
        <translation>Unsicher, daher nicht kopiert; Eingabe kopiert</translation>
    </message>
    <message>
        <source>Another reading, chosen by you</source>
        <translation>Andere Lesart, von Ihnen gewählt</translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation>Von Hand geändert</translation>
    </message>
    <message>
        <source>Confidence {:.0%}</source>
        <translation>Sicherheit {:.0%}</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy (Enter)</source>
        <translation>Kopieren (Eingabe)</translation>
    </message>
    <message>
        <source>Copy in another form</source>
        <translation>In anderer Form kopieren</translation>
    </message>
    <message>
        <source>{}	default (Enter)</source>
        <translation>{}	Vorgabe (Eingabe)</translation>
    </message>
    <message>
        <source>Copy picture as SVG</source>
        <translation>Bild als SVG kopieren</translation>
    </message>
    <message>
        <source>Copy picture as PNG</source>
        <translation>Bild als PNG kopieren</translation>
    </message>
    <message>
        <source>Copy as MathML, for Word</source>
        <translation>Als MathML kopieren, für Word</translation>
    </message>
    <message>
        <source>As a picture</source>
        <translation>Als Bild</translation>
    </message>
    <message>
        <source>It cannot be copied so: {}</source>
        <translation>So lässt sich die Formel nicht kopieren: {}</translation>
    </message>
    <message>
        <source>The formula alone</source>
        <translation>Die Formel allein</translation>
    </message>
    <message>
        <source>In a line of text</source>
        <translation>In einer Textzeile</translation>
    </message>
    <message>
        <source>On a line of its own</source>
        <translation>Auf einer eigenen Zeile</translation>
    </message>
    <message>
        <source>With a number, or in several lines</source>
        <translation>Mit Nummer oder mehrzeilig</translation>
    </message>
    <message>
        <source>For other programs</source>
        <translation>Für andere Programme</translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation>✓ Kopiert</translation>
    </message>
    <message>
        <source>&amp;Copy {}</source>
        <translation>{} &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>CropView</name>
    <message>
        <source>The picture you snipped</source>
        <translation>Das ausgeschnittene Bild</translation>
    </message>
    <message>
        <source>Ctrl and the wheel, or a double click, enlarge picture and preview</source>
        <translation>Strg und das Mausrad oder ein Doppelklick vergrößern Bild und Vorschau</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Img2LaTeX is running already.</source>
        <translation>Img2LaTeX läuft bereits.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard; copy one first.</source>
        <translation>In der Zwischenablage ist kein Bild; bitte zuerst eines kopieren.</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>No browser could be started; newer versions are at {}</source>
        <translation>Es ließ sich kein Browser starten; neuere Versionen gibt es unter {}</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>well</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>defekt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Anzeige</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Recognizer</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>The desktop itself keeps the hotkeys; see Portal.</source>
        <translation>Der Desktop selbst verwaltet die Tastenkürzel; siehe Portal.</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>Portal</translation>
    </message>
    <message>
        <source>Hotkey</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Capture of {}</source>
        <translation>Aufnahme von {}</translation>
    </message>
    <message>
        <source>the screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>Running program</source>
        <translation>Laufendes Programm</translation>
    </message>
    <message>
        <source>bind “img2latex snip” in the keyboard settings of your desktop</source>
        <translation>in den Tastatureinstellungen des Desktops ein Tastenkürzel für „img2latex snip“ anlegen</translation>
    </message>
    <message>
        <source>The desktop shows tray icons.</source>
        <translation>Der Desktop zeigt Symbole im Infobereich.</translation>
    </message>
    <message>
        <source>on GNOME install https://extensions.gnome.org/extension/615/appindicator-support/ and log in again; until then a small window takes the icon&apos;s place</source>
        <translation>unter GNOME https://extensions.gnome.org/extension/615/appindicator-support/ installieren und neu anmelden; bis dahin ersetzt ein kleines Fenster das Symbol</translation>
    </message>
    <message>
        <source>The desktop shows no tray icons.</source>
        <translation>Der Desktop zeigt keine Symbole im Infobereich.</translation>
    </message>
    <message>
        <source>Img2LaTeX is not running, and nothing is left of an earlier run.</source>
        <translation>Img2LaTeX läuft nicht, und kein früherer Lauf hat etwas hinterlassen.</translation>
    </message>
    <message>
        <source>img2latex  (a start clears it away)</source>
        <translation>img2latex  (ein Start räumt ihn weg)</translation>
    </message>
    <message>
        <source>A run that crashed left its socket behind.</source>
        <translation>Ein abgestürzter Lauf hat seinen Socket hinterlassen.</translation>
    </message>
    <message>
        <source>The running program cannot be reached: {}.</source>
        <translation>Das laufende Programm ist nicht erreichbar: {}.</translation>
    </message>
    <message>
        <source>No hotkey is set.</source>
        <translation>Kein Tastenkürzel ist eingestellt.</translation>
    </message>
    <message>
        <source>choose one in the settings, under Hotkeys</source>
        <translation>in den Einstellungen unter „Tastenkürzel“ eines wählen</translation>
    </message>
    <message>
        <source>Heard in every program: {}.</source>
        <translation>In jedem Programm zu hören: {}.</translation>
    </message>
    <message>
        <source>In brackets is what the key types in this keyboard&apos;s layout.</source>
        <translation>In Klammern steht, was die Taste in der Belegung dieser Tastatur schreibt.</translation>
    </message>
    <message>
        <source>Img2LaTeX is running and can be reached.</source>
        <translation>Img2LaTeX läuft und ist erreichbar.</translation>
    </message>
    <message>
        <source>It holds something that would be lost; the doctor in the settings tries it.</source>
        <translation>Ihr Inhalt ginge verloren; die Diagnose in den Einstellungen prüft sie.</translation>
    </message>
    <message>
        <source>What is copied can be read back; what was there before is there again.</source>
        <translation>Kopiertes lässt sich zurücklesen; der frühere Inhalt ist wieder da.</translation>
    </message>
    <message>
        <source>end programs that watch the clipboard, and run this from a window that has the focus</source>
        <translation>Programme beenden, die die Zwischenablage überwachen, und dies aus einem Fenster mit Fokus starten</translation>
    </message>
    <message>
        <source>What is copied cannot be read back.</source>
        <translation>Kopiertes lässt sich nicht zurücklesen.</translation>
    </message>
    <message>
        <source>at an unknown date</source>
        <translation>an unbekanntem Datum</translation>
    </message>
    <message>
        <source>Installed: {:.1f} MB made {}, sha256 {}… as the manifest says.</source>
        <translation>Installiert: {:.1f} MB, erstellt {}, sha256 {}… wie im Manifest.</translation>
    </message>
    <message>
        <source>{:.1f} MB made {}, sha256 {}… as the manifest says.</source>
        <translation>{:.1f} MB, erstellt {}, sha256 {}… wie im Manifest.</translation>
    </message>
    <message>
        <source>There is no file yet: everything has its default.</source>
        <translation>Noch keine Datei vorhanden: Alles hat seinen Standardwert.</translation>
    </message>
    <message>
        <source>{} cannot be read: {}.</source>
        <translation>{} ist nicht lesbar: {}.</translation>
    </message>
    <message>
        <source>{} is not valid JSON; at the next start it is set aside.</source>
        <translation>{} ist kein gültiges JSON und wird beim nächsten Start beiseitegelegt.</translation>
    </message>
    <message>
        <source>{} holds {} entries.</source>
        <translation>{} enthält {} Einträge.</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>Noch keiner vorhanden.</translation>
    </message>
    <message>
        <source>{} cannot be opened: {}.</source>
        <translation>{} lässt sich nicht öffnen: {}.</translation>
    </message>
    <message>
        <source>{} is damaged: {}.</source>
        <translation>{} ist beschädigt: {}.</translation>
    </message>
    <message>
        <source>start Img2LaTeX: it sets the file aside and begins anew</source>
        <translation>Img2LaTeX starten: Es legt die Datei beiseite und beginnt eine neue</translation>
    </message>
    <message>
        <source>{} is whole, {:.1f} MB.</source>
        <translation>{} ist unversehrt, {:.1f} MB.</translation>
    </message>
    <message>
        <source>Img2LaTeX {}, Python {}, Qt {}, torch {}, {} on {}, desktop {}.</source>
        <translation>Img2LaTeX {}, Python {}, Qt {}, torch {}, {} auf {}, Desktop {}.</translation>
    </message>
    <message>
        <source>They come with the program on this system.</source>
        <translation>Auf diesem System gehören sie zum Programm.</translation>
    </message>
    <message>
        <source>All {} libraries that Qt needs are there.</source>
        <translation>Alle {} Bibliotheken, die Qt braucht, sind vorhanden.</translation>
    </message>
    <message>
        <source>Missing: {}.</source>
        <translation>Es fehlen: {}.</translation>
    </message>
    <message>
        <source>pacman -F {} names the packages to install</source>
        <translation>pacman -F {} nennt die nötigen Pakete</translation>
    </message>
    <message>
        <source>install the packages that hold {}</source>
        <translation>die Pakete installieren, die {} enthalten</translation>
    </message>
    <message>
        <source>of unknown version</source>
        <translation>unbekannter Version</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>install xdg-desktop-portal and its backend for this desktop (-gnome, -kde, -wlr or -hyprland), then log in again</source>
        <translation>xdg-desktop-portal und das Backend für diesen Desktop (-gnome, -kde, -wlr oder -hyprland) installieren, dann neu anmelden</translation>
    </message>
    <message>
        <source>Only Wayland needs it.</source>
        <translation>Nur Wayland braucht es.</translation>
    </message>
    <message>
        <source>Screenshot lets the desktop choose the region.</source>
        <translation>Screenshot lässt den Desktop den Bereich auswählen.</translation>
    </message>
    <message>
        <source>version {}</source>
        <translation>Version {}</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>An example was read in {:.0f} ms: {}</source>
        <translation>Ein Beispiel wurde in {:.0f} ms gelesen: {}</translation>
    </message>
    <message>
        <source>It was ready after {:.1f} s.</source>
        <translation>Bereit nach {:.1f} s.</translation>
    </message>
    <message>
        <source>install the program again; “img2latex recognize FILE” shows the same</source>
        <translation>das Programm neu installieren; „img2latex recognize DATEI“ zeigt dasselbe</translation>
    </message>
    <message>
        <source>There was no answer within {} s.</source>
        <translation>Keine Antwort innerhalb von {} s.</translation>
    </message>
    <message>
        <source>log out and in again, then run this once more</source>
        <translation>ab- und wieder anmelden, dann erneut prüfen</translation>
    </message>
    <message>
        <source>The check itself failed: {}: {}.</source>
        <translation>Die Prüfung selbst ist fehlgeschlagen: {}: {}.</translation>
    </message>
    <message>
        <source>copy this report into a bug report</source>
        <translation>diesen Bericht in eine Fehlermeldung kopieren</translation>
    </message>
    <message>
        <source>The session is Wayland, but Qt runs on X11: {}.</source>
        <translation>Die Sitzung nutzt Wayland, Qt aber X11: {}.</translation>
    </message>
    <message>
        <source>unset QT_QPA_PLATFORM, then start Img2LaTeX again</source>
        <translation>QT_QPA_PLATFORM löschen, dann Img2LaTeX neu starten</translation>
    </message>
    <message>
        <source>{} (Qt platform {}): {}.</source>
        <translation>{} (Qt-Plattform {}): {}.</translation>
    </message>
    <message>
        <source>The screen has vanished meanwhile.</source>
        <translation>Der Bildschirm ist inzwischen verschwunden.</translation>
    </message>
    <message>
        <source>plug it in again</source>
        <translation>wieder anschließen</translation>
    </message>
    <message>
        <source>{} × {} pixels at scale {:.2f}, every mark in its place ({:+d}, {:+d}).</source>
        <translation>{} × {} Pixel bei Skalierung {:.2f}, jede Marke am Platz ({:+d}, {:+d}).</translation>
    </message>
    <message>
        <source>{} × {} pixels at scale {:.2f}, but what is seen lies ({:+d}, {:+d}) pixels beside its place.</source>
        <translation>{} × {} Pixel bei Skalierung {:.2f}, aber das Bild liegt um ({:+d}, {:+d}) Pixel daneben.</translation>
    </message>
    <message>
        <source>set all screens to the same scale in the display settings, and report this as a bug</source>
        <translation>in den Anzeigeeinstellungen für alle Bildschirme dieselbe Skalierung wählen und dies als Fehler melden</translation>
    </message>
    <message>
        <source>The capture shows one color only: the system does not permit it.</source>
        <translation>Die Aufnahme zeigt nur eine Farbe: Das System lässt sie nicht zu.</translation>
    </message>
    <message>
        <source>close what lies on top of everything else, such as a magnifier, and run this again</source>
        <translation>schließen, was über allem anderen liegt, etwa eine Lupe, und erneut prüfen</translation>
    </message>
    <message>
        <source>The capture does not show what is on this screen.</source>
        <translation>Die Aufnahme zeigt nicht, was auf diesem Bildschirm zu sehen ist.</translation>
    </message>
    <message>
        <source>vncserver -depth 24  (or what else starts the X server)</source>
        <translation>vncserver -depth 24  (oder was den X-Server sonst startet)</translation>
    </message>
    <message>
        <source>unlock the screen and run this in the session that is shown on it</source>
        <translation>den Bildschirm entsperren und dies in der Sitzung starten, die er zeigt</translation>
    </message>
    <message>
        <source>allow Img2LaTeX in System Settings → Privacy &amp; Security → Screen Recording, then restart it</source>
        <translation>Img2LaTeX in Systemeinstellungen → Datenschutz &amp; Sicherheit → Bildschirmaufnahme erlauben, dann neu starten</translation>
    </message>
    <message>
        <source>allow Img2LaTeX to record the screen in the system&apos;s settings</source>
        <translation>Img2LaTeX in den Systemeinstellungen erlauben, den Bildschirm aufzunehmen</translation>
    </message>
    <message>
        <source>{} {} × {} at scale {:g}</source>
        <translation>{} {} × {} bei Skalierung {:g}</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>&amp;Copy the report</source>
        <translation>Bericht &amp;kopieren</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Checks what Img2LaTeX needs of this computer, and says what mends it.</source>
        <translation>Prüft, was Img2LaTeX von diesem Computer braucht, und sagt, was hilft.</translation>
    </message>
    <message>
        <source>&amp;Run the checks</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>Checking: {} …</source>
        <translation>Wird geprüft: {} …</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>One thing needs mending; the line marked → says how.</source>
        <translation>Eine Sache ist zu beheben; die Zeile mit → sagt, wie.</translation>
    </message>
    <message>
        <source>{} things need mending; the lines marked → say how.</source>
        <translation>{} Sachen sind zu beheben; die Zeilen mit → sagen, wie.</translation>
    </message>
    <message>
        <source>Everything needed works; the lines marked → say what could be better.</source>
        <translation>Alles Nötige funktioniert; die Zeilen mit → sagen, was besser ginge.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation>✓ Kopiert</translation>
    </message>
    <message>
        <source>well</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>could be better</source>
        <translation>könnte besser sein</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>defekt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
</context>
<context>
    <name>DropQueue</name>
    <message>
        <source>Reading pictures</source>
        <translation>Bilder lesen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation>Alle &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Öff&amp;nen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>wird gelesen …</translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation>✓ Kopiert</translation>
    </message>
    <message>
        <source>{} of {} pictures read</source>
        <translation>{} von {} Bildern gelesen</translation>
    </message>
    <message>
        <source>{} could not be read</source>
        <translation>{} nicht lesbar</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>No formula contains all of “{}”.</source>
        <translation>Keine Formel enthält alles aus „{}“.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Mark a formula with its star, or with Ctrl+D, and it will be here.</source>
        <translation>Formeln mit ihrem Stern oder mit Strg+D markieren, dann erscheinen sie hier.</translation>
    </message>
    <message>
        <source>No favorites yet</source>
        <translation>Noch keine Favoriten</translation>
    </message>
    <message>
        <source>What you snip is not kept. Switch that off below to fill the history.</source>
        <translation>Ausschnitte werden nicht behalten. Unten lässt sich das ausschalten, um den Verlauf zu füllen.</translation>
    </message>
    <message>
        <source>Private mode is on</source>
        <translation>Privater Modus ist an</translation>
    </message>
    <message>
        <source>What you snip is kept here with its picture, until you delete it.</source>
        <translation>Ausschnitte bleiben hier mit ihrem Bild, bis sie gelöscht werden.</translation>
    </message>
    <message>
        <source>No formulas yet</source>
        <translation>Noch keine Formeln</translation>
    </message>
</context>
<context>
    <name>ExampleStep</name>
    <message>
        <source>Your first formula</source>
        <translation>Die erste Formel</translation>
    </message>
    <message>
        <source>Press the button, or the hotkey, and drag around the formula.</source>
        <translation>Die Schaltfläche oder das Tastenkürzel drücken und einen Rahmen um die Formel ziehen.</translation>
    </message>
    <message>
        <source>A formula to snip</source>
        <translation>Eine Formel zum Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Snip a formula</source>
        <translation>Formel &amp;ausschneiden</translation>
    </message>
    <message>
        <source>Waiting for your snip …</source>
        <translation>Warten auf den Ausschnitt …</translation>
    </message>
</context>
<context>
    <name>FavoritesButton</name>
    <message>
        <source>F&amp;avorites</source>
        <translation>&amp;Favoriten</translation>
    </message>
    <message>
        <source>Show favorites only</source>
        <translation>Nur Favoriten zeigen</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Welcome to Img2LaTeX</source>
        <translation>Willkommen bei Img2LaTeX</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>Ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>That was it. It works in every program.</source>
        <translation>Das war es schon. Es funktioniert in jedem Programm.</translation>
    </message>
    <message>
        <source>Done: the LaTeX is in the window beside it, and copied.</source>
        <translation>Fertig: Das LaTeX steht im Fenster daneben und ist kopiert.</translation>
    </message>
    <message>
        <source>This desktop hides tray icons; a small window takes the icon&apos;s place. On GNOME the &lt;a href=&apos;{}&apos;&gt;AppIndicator extension&lt;/a&gt; brings icons back.</source>
        <translation>Dieser Desktop verbirgt Symbole im Infobereich; ein kleines Fenster ersetzt das Symbol. Unter GNOME bringt die &lt;a href=&apos;{}&apos;&gt;AppIndicator-Erweiterung&lt;/a&gt; Symbole zurück.</translation>
    </message>
    <message>
        <source>Step {} of {}</source>
        <translation>Schritt {} von {}</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>FormulaPane</name>
    <message>
        <source>{} (line {}, column {})</source>
        <translation>{} (Zeile {}, Spalte {})</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Aussehen:</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Start at lo&amp;gin</source>
        <translation>Bei der An&amp;meldung starten</translation>
    </message>
    <message>
        <source>So that the hotkeys work as soon as you have logged in.</source>
        <translation>Damit die Tastenkürzel gleich nach der Anmeldung funktionieren.</translation>
    </message>
    <message>
        <source>Start &amp;minimized</source>
        <translation>M&amp;inimiert starten</translation>
    </message>
    <message>
        <source>Without a tray, the small window stays closed until you ask for it.</source>
        <translation>Ohne Infobereich bleibt das kleine Fenster geschlossen, bis es gebraucht wird.</translation>
    </message>
    <message>
        <source>&amp;Reset to defaults …</source>
        <translation>&amp;Zurücksetzen …</translation>
    </message>
    <message>
        <source>All settings, hotkeys too. Your history stays.</source>
        <translation>Alle Einstellungen, auch Tastenkürzel. Der Verlauf bleibt.</translation>
    </message>
    <message>
        <source>Reset all settings to their defaults?</source>
        <translation>Alle Einstellungen auf die Standardwerte zurücksetzen?</translation>
    </message>
    <message>
        <source>Your own hotkeys are lost. Your history stays.</source>
        <translation>Eigene Tastenkürzel gehen verloren. Der Verlauf bleibt.</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>Drag around a formula</source>
        <translation>Rahmen um eine Formel ziehen</translation>
    </message>
    <message>
        <source>&lt;b&gt;Arrow keys&lt;/b&gt; 1 px, with &lt;b&gt;Shift&lt;/b&gt; 10 px</source>
        <translation>&lt;b&gt;Pfeiltasten&lt;/b&gt; 1 px, &lt;b&gt;Umschalt&lt;/b&gt; 10 px</translation>
    </message>
    <message>
        <source>&lt;b&gt;Space&lt;/b&gt; moves the region</source>
        <translation>&lt;b&gt;Leertaste&lt;/b&gt; verschiebt</translation>
    </message>
    <message>
        <source>&lt;b&gt;Enter&lt;/b&gt; accepts</source>
        <translation>&lt;b&gt;Eingabe&lt;/b&gt; bestätigt</translation>
    </message>
    <message>
        <source>&lt;b&gt;Right click&lt;/b&gt; starts over or cancels</source>
        <translation>&lt;b&gt;Rechtsklick&lt;/b&gt; beginnt neu oder bricht ab</translation>
    </message>
    <message>
        <source>&lt;b&gt;Esc&lt;/b&gt; cancels</source>
        <translation>&lt;b&gt;Esc&lt;/b&gt; bricht ab</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Choose a name that ends in {}.</source>
        <translation>Bitte einen Namen wählen, der auf {} endet.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}.</source>
        <translation>{} lässt sich nicht schreiben: {}.</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>Formeln</translation>
    </message>
    <message>
        <source>favorite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>{} It was kept as {}, and a new one was started.</source>
        <translation>{} Die Datei bleibt als {} erhalten, ein neuer Verlauf wurde begonnen.</translation>
    </message>
    <message>
        <source>The history in {} is out of reach: {} New formulas are forgotten when you quit.</source>
        <translation>Der Verlauf in {} ist nicht erreichbar: {} Neue Formeln werden beim Beenden vergessen.</translation>
    </message>
    <message>
        <source>The history was damaged.</source>
        <translation>Der Verlauf war beschädigt.</translation>
    </message>
    <message>
        <source>The disk is full; free some space.</source>
        <translation>Der Datenträger ist voll; bitte Platz schaffen.</translation>
    </message>
    <message>
        <source>Another program is using the history; close it.</source>
        <translation>Ein anderes Programm benutzt den Verlauf; bitte schließen.</translation>
    </message>
    <message>
        <source>The file of the history cannot be written.</source>
        <translation>Die Datei des Verlaufs lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The history cannot be used ({}).</source>
        <translation>Der Verlauf ist nicht benutzbar ({}).</translation>
    </message>
    <message>
        <source>The history was from a newer version of this program.</source>
        <translation>Der Verlauf stammte von einer neueren Version dieses Programms.</translation>
    </message>
    <message>
        <source>The file of the history held something else.</source>
        <translation>Die Datei des Verlaufs enthielt etwas anderes.</translation>
    </message>
    <message>
        <source>The file of the history was replaced; you see what it holds now.</source>
        <translation>Die Datei des Verlaufs wurde ersetzt; zu sehen ist, was sie jetzt enthält.</translation>
    </message>
    <message>
        <source>The file of the history was deleted; a new one was started.</source>
        <translation>Die Datei des Verlaufs wurde gelöscht; eine neue wurde begonnen.</translation>
    </message>
    <message>
        <source>The picture of a formula cannot be kept; there was none.</source>
        <translation>Das Bild einer Formel lässt sich nicht aufbewahren; es gab keines.</translation>
    </message>
    <message>
        <source>Damaged formulas were taken out of the history: {}.</source>
        <translation>Beschädigte Formeln wurden aus dem Verlauf genommen: {}.</translation>
    </message>
</context>
<context>
    <name>HistoryDialogs</name>
    <message>
        <source>LaTeX document (*.tex)</source>
        <translation>LaTeX-Dokument (*.tex)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>JSON lines with the pictures (*.jsonl)</source>
        <translation>JSON-Zeilen mit den Bildern (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the formulas</source>
        <translation>Formeln exportieren</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>Formeln</translation>
    </message>
    <message>
        <source>Clear the history</source>
        <translation>Verlauf leeren</translation>
    </message>
    <message>
        <source>Clear the whole history?</source>
        <translation>Den ganzen Verlauf leeren?</translation>
    </message>
    <message>
        <source>The formulas and their pictures are deleted for good.</source>
        <translation>Die Formeln und ihre Bilder werden endgültig gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Keep the favorites</source>
        <translation>&amp;Favoriten behalten</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>Formulas, newest first</source>
        <translation>Formeln, neueste zuerst</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Öff&amp;nen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Favorite</source>
        <translation>&amp;Favorit</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Favorite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Changed afterwards</source>
        <translation>Nachträglich geändert</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>&amp;Private mode</source>
        <translation>&amp;Privater Modus</translation>
    </message>
    <message>
        <source>New snips are not kept. What the history holds already stays until you clear it.</source>
        <translation>Neue Ausschnitte werden nicht behalten. Was schon im Verlauf ist, bleibt, bis er geleert wird.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation>&amp;Höchstens behalten:</translation>
    </message>
    <message>
        <source>Beyond that the oldest go first, favorites never.</source>
        <translation>Darüber hinaus verschwinden die ältesten zuerst, Favoriten nie.</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>The history never leaves this computer.</source>
        <translation>Der Verlauf verlässt diesen Computer nie.</translation>
    </message>
    <message>
        <source>C&amp;lear history …</source>
        <translation>Verlauf &amp;leeren …</translation>
    </message>
    <message>
        <source>Delete all snips of the history?</source>
        <translation>Alle Ausschnitte des Verlaufs löschen?</translation>
    </message>
    <message>
        <source>Favorites go too. This cannot be taken back.</source>
        <translation>Favoriten auch. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>HistoryRow</name>
    <message>
        <source>Favorite (Ctrl+D)</source>
        <translation>Favorit (Strg+D)</translation>
    </message>
    <message>
        <source>Copy (Ctrl+C)</source>
        <translation>Kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Löschen (Entf)</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>History – Img2LaTeX</source>
        <translation>Verlauf – Img2LaTeX</translation>
    </message>
    <message>
        <source>&amp;Private: keep nothing</source>
        <translation>&amp;Privat: nichts behalten</translation>
    </message>
    <message>
        <source>&amp;Export …</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>C&amp;lear …</source>
        <translation>&amp;Leeren …</translation>
    </message>
    <message>
        <source>Exported to {}.</source>
        <translation>Exportiert nach {}.</translation>
    </message>
    <message>
        <source>New formulas are not written to the history</source>
        <translation>Neue Formeln kommen nicht in den Verlauf</translation>
    </message>
    <message>
        <source>Write what the list shows to a file (Ctrl+E)</source>
        <translation>Was die Liste zeigt, in eine Datei schreiben (Strg+E)</translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation>✓ Kopiert</translation>
    </message>
    <message>
        <source>1 formula</source>
        <translation>1 Formel</translation>
    </message>
    <message>
        <source>{} formulas</source>
        <translation>{} Formeln</translation>
    </message>
</context>
<context>
    <name>HomeWindow</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>Menü (F10)</translation>
    </message>
    <message>
        <source>&amp;Snip a formula</source>
        <translation>&amp;Formel ausschneiden</translation>
    </message>
    <message>
        <source>Drop pictures here, or paste one with {}</source>
        <translation>Bilder hier ablegen oder eines mit {} einfügen</translation>
    </message>
    <message>
        <source>&amp;Open …</source>
        <translation>Öff&amp;nen …</translation>
    </message>
    <message>
        <source>Read picture files ({})</source>
        <translation>Bilddateien lesen ({})</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>This desktop shows no tray icons. Minimize this window to keep the hotkey; closing it quits.</source>
        <translation>Dieser Desktop zeigt keine Symbole im Infobereich. Minimiert bleibt das Tastenkürzel aktiv; Schließen beendet das Programm.</translation>
    </message>
</context>
<context>
    <name>HotkeyFlow</name>
    <message>
        <source>Snip a formula</source>
        <translation>Formel ausschneiden</translation>
    </message>
    <message>
        <source>Read the picture on the clipboard</source>
        <translation>Bild aus der Zwischenablage lesen</translation>
    </message>
    <message>
        <source>Snip the last region again</source>
        <translation>Letzten Bereich erneut ausschneiden</translation>
    </message>
    <message>
        <source>Show the history</source>
        <translation>Verlauf zeigen</translation>
    </message>
    <message>
        <source>Snip a further line of the formula shown</source>
        <translation>Weitere Zeile der gezeigten Formel ausschneiden</translation>
    </message>
</context>
<context>
    <name>HotkeyRecorder</name>
    <message>
        <source>Use a letter, a digit or one of the keys F1 to F24; digits without Shift.</source>
        <translation>Einen Buchstaben, eine Ziffer oder eine der Tasten F1 bis F24 verwenden; Ziffern ohne Umschalt.</translation>
    </message>
    <message>
        <source>Hold Ctrl, Alt or Meta while you press the key.</source>
        <translation>Strg, Alt oder Meta halten und dazu die Taste drücken.</translation>
    </message>
    <message>
        <source>Shift alone is for typing: hold Ctrl, Alt or Meta too.</source>
        <translation>Umschalt allein dient zum Tippen: auch Strg, Alt oder Meta halten.</translation>
    </message>
    <message>
        <source>Press the new combination …</source>
        <translation>Neue Kombination drücken …</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
</context>
<context>
    <name>HotkeyStep</name>
    <message>
        <source>One key combination is all</source>
        <translation>Ein Tastenkürzel genügt</translation>
    </message>
    <message>
        <source>It freezes the screen, you drag around a formula, and its LaTeX is on the clipboard. Try the keys now; this once, nothing else happens.</source>
        <translation>Es friert den Bildschirm ein; dann einen Rahmen um eine Formel ziehen, und ihr LaTeX ist in der Zwischenablage. Jetzt ausprobieren; dieses eine Mal geschieht sonst nichts.</translation>
    </message>
    <message>
        <source>The hotkey is being set up …</source>
        <translation>Das Tastenkürzel wird eingerichtet …</translation>
    </message>
    <message>
        <source>Waiting for the keys …</source>
        <translation>Warten auf die Tasten …</translation>
    </message>
    <message>
        <source>Press the keys that your desktop has given to Img2LaTeX …</source>
        <translation>Die Tasten drücken, die der Desktop Img2LaTeX gegeben hat …</translation>
    </message>
</context>
<context>
    <name>Hotkeys</name>
    <message>
        <source>“{}” is no hotkey: write modifiers and one key, such as Ctrl+Alt+M (modifiers are {}).</source>
        <translation>„{}“ ist kein Tastenkürzel: Umschalttasten und eine Taste angeben, etwa Ctrl+Alt+M (Umschalttasten sind {}).</translation>
    </message>
    <message>
        <source>{} types a character: add another modifier, such as Ctrl+Alt+M has.</source>
        <translation>{} tippt ein Zeichen: eine weitere Umschalttaste hinzufügen, wie bei Ctrl+Alt+M.</translation>
    </message>
    <message>
        <source>{} cannot be heard on this desktop</source>
        <translation>{} funktioniert auf diesem Desktop nicht</translation>
    </message>
    <message>
        <source>{} stopped working</source>
        <translation>{} funktioniert nicht mehr</translation>
    </message>
    <message>
        <source>{} is chosen for two actions</source>
        <translation>{} ist für zwei Aktionen gewählt</translation>
    </message>
    <message>
        <source>{} is taken by another program</source>
        <translation>{} gehört schon einem anderen Programm</translation>
    </message>
    <message>
        <source>{} needs a key {}, which this keyboard does not have</source>
        <translation>{} braucht die Taste {}, die diese Tastatur nicht hat</translation>
    </message>
    <message>
        <source>{}; choose another in the settings, or bind “img2latex {}” to a key in the desktop&apos;s keyboard settings.</source>
        <translation>{}; bitte in den Einstellungen ein anderes wählen oder „img2latex {}“ in den Tastatureinstellungen des Desktops mit einer Taste verbinden.</translation>
    </message>
    <message>
        <source>{}; start Img2LaTeX again, or bind “img2latex {}” to a key in the desktop&apos;s keyboard settings.</source>
        <translation>{}; bitte Img2LaTeX neu starten oder „img2latex {}“ in den Tastatureinstellungen des Desktops mit einer Taste verbinden.</translation>
    </message>
    <message>
        <source>The desktop took the hotkeys back.</source>
        <translation>Der Desktop hat die Tastenkürzel zurückgenommen.</translation>
    </message>
    <message>
        <source>This desktop has no hotkeys for programs.</source>
        <translation>Dieser Desktop hat keine Tastenkürzel für Programme.</translation>
    </message>
    <message>
        <source>The desktop refuses hotkeys.</source>
        <translation>Der Desktop verweigert Tastenkürzel.</translation>
    </message>
    <message>
        <source>The desktop gave no keys to “{}”, not even {}: choose some in its settings for this program, or bind “img2latex {}” in the desktop&apos;s keyboard settings.</source>
        <translation>Der Desktop hat für „{}“ keine Tasten vergeben, auch nicht {}: bitte in seinen Einstellungen für dieses Programm welche wählen oder „img2latex {}“ in den Tastatureinstellungen des Desktops mit einer Taste verbinden.</translation>
    </message>
    <message>
        <source>{}. {} cannot be heard; bind “img2latex {}” in the desktop&apos;s keyboard settings.</source>
        <translation>{}. Ohne Wirkung: {}; bitte „img2latex {}“ in den Tastatureinstellungen des Desktops mit einer Taste verbinden.</translation>
    </message>
</context>
<context>
    <name>HotkeysPage</name>
    <message>
        <source>Click a field, or press Enter in it, and then the new combination. While it waits, Backspace removes the hotkey and Esc keeps the old one.</source>
        <translation>Ein Feld anklicken oder darin Eingabe drücken, dann die neue Kombination. Währenddessen entfernt die Rücktaste das Tastenkürzel, Esc behält das alte.</translation>
    </message>
    <message>
        <source>Snip a formula</source>
        <translation>Formel ausschneiden</translation>
    </message>
    <message>
        <source>Append to the formula shown</source>
        <translation>An die gezeigte Formel anhängen</translation>
    </message>
    <message>
        <source>Read the clipboard</source>
        <translation>Zwischenablage lesen</translation>
    </message>
    <message>
        <source>Repeat the last region</source>
        <translation>Letzten Bereich wiederholen</translation>
    </message>
    <message>
        <source>Show the history</source>
        <translation>Verlauf zeigen</translation>
    </message>
    <message>
        <source>&amp;Snip a formula:</source>
        <translation>&amp;Formel ausschneiden:</translation>
    </message>
    <message>
        <source>Read the &amp;clipboard:</source>
        <translation>&amp;Zwischenablage lesen:</translation>
    </message>
    <message>
        <source>Reads the picture you copied.</source>
        <translation>Liest das kopierte Bild.</translation>
    </message>
    <message>
        <source>Repeat the last &amp;region:</source>
        <translation>&amp;Letzten Bereich wiederholen:</translation>
    </message>
    <message>
        <source>Snips the same place of the screen.</source>
        <translation>Schneidet dieselbe Stelle des Bildschirms aus.</translation>
    </message>
    <message>
        <source>Show the &amp;history:</source>
        <translation>&amp;Verlauf zeigen:</translation>
    </message>
    <message>
        <source>{} appends the formula as a new line to the one shown.</source>
        <translation>{} hängt die Formel als neue Zeile an die gezeigte an.</translation>
    </message>
    <message>
        <source>If it has no Shift, Shift with it appends the formula to the one shown.</source>
        <translation>Ohne Umschalt gewählt, hängt Umschalt dazu die Formel an die gezeigte an.</translation>
    </message>
    <message>
        <source>{} is taken by “{}”.</source>
        <translation>{} ist schon für „{}“ vergeben.</translation>
    </message>
</context>
<context>
    <name>Introduction</name>
    <message>
        <source>The screen can be photographed.</source>
        <translation>Der Bildschirm lässt sich aufnehmen.</translation>
    </message>
    <message>
        <source>All {} screens can be photographed.</source>
        <translation>Alle {} Bildschirme lassen sich aufnehmen.</translation>
    </message>
</context>
<context>
    <name>KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>LatexEditor</name>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
</context>
<context>
    <name>LicenceView</name>
    <message>
        <source>&amp;Licence of</source>
        <translation>&amp;Lizenz von</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put this message away</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Mishap</name>
    <message>
        <source>Something went wrong inside Img2LaTeX, and its log says more ({}).</source>
        <translation>In Img2LaTeX ist etwas schiefgegangen; mehr steht in seinem Protokoll ({}).</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>Today {}</source>
        <translation>Heute {}</translation>
    </message>
    <message>
        <source>Yesterday {}</source>
        <translation>Gestern {}</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Choose a region</source>
        <translation>Bereich wählen</translation>
    </message>
    <message>
        <source>Enter fixes a corner, the arrow keys move, Enter accepts, Escape cancels.</source>
        <translation>Eingabe setzt eine Ecke, die Pfeiltasten bewegen, Eingabe bestätigt, Escape bricht ab.</translation>
    </message>
</context>
<context>
    <name>PatternWindow</name>
    <message>
        <source>Checking the capture of this screen</source>
        <translation>Die Aufnahme dieses Bildschirms wird geprüft</translation>
    </message>
</context>
<context>
    <name>PictureFiles</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open pictures of formulas</source>
        <translation>Bilder von Formeln öffnen</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>The picture is empty.</source>
        <translation>Das Bild ist leer.</translation>
    </message>
    <message>
        <source>The picture has {width} × {height} pixels: too small to hold a formula.</source>
        <translation>Das Bild hat {width} × {height} Pixel: zu klein für eine Formel.</translation>
    </message>
    <message>
        <source>The folder holds no pictures ({kinds}).</source>
        <translation>Der Ordner enthält keine Bilder ({kinds}).</translation>
    </message>
    <message>
        <source>This is a pipe or a device; save the picture as a file.</source>
        <translation>Das ist eine Pipe oder ein Gerät; das Bild bitte als Datei speichern.</translation>
    </message>
    <message>
        <source>Decoding the picture takes longer than {most} s; save it as PNG, or cut out the formula.</source>
        <translation>Das Bild zu entschlüsseln dauert länger als {most} s; bitte als PNG speichern oder die Formel ausschneiden.</translation>
    </message>
    <message>
        <source>The input is longer than {most} MB.</source>
        <translation>Die Eingabe ist länger als {most} MB.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>This is no readable picture: not of a kind known here ({kinds}), or damaged, or without pixels.</source>
        <translation>Kein lesbares Bild: von unbekannter Art (bekannt sind {kinds}), beschädigt oder ohne Pixel.</translation>
    </message>
    <message>
        <source>The picture has more than {most} million pixels.</source>
        <translation>Das Bild hat mehr als {most} Millionen Pixel.</translation>
    </message>
    <message>
        <source>There is not enough memory to read the picture.</source>
        <translation>Der Speicher reicht nicht, um das Bild zu lesen.</translation>
    </message>
    <message>
        <source>The picture is damaged or cut off.</source>
        <translation>Das Bild ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>Only the first frame was read.</source>
        <translation>Nur das erste Einzelbild wurde gelesen.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>The file may not be read: permission denied.</source>
        <translation>Die Datei darf nicht gelesen werden: keine Berechtigung.</translation>
    </message>
    <message>
        <source>The file cannot be read: {reason}.</source>
        <translation>Die Datei ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>The picture has {width} × {height} pixels; more than {most} million are not read. Cut out the formula.</source>
        <translation>Das Bild hat {width} × {height} Pixel; mehr als {most} Millionen werden nicht gelesen. Bitte die Formel ausschneiden.</translation>
    </message>
</context>
<context>
    <name>PinButton</name>
    <message>
        <source>Pin this window</source>
        <translation>Fenster anheften</translation>
    </message>
</context>
<context>
    <name>Portal</name>
    <message>
        <source>The connection to the desktop was lost.</source>
        <translation>Die Verbindung zum Desktop ist abgebrochen.</translation>
    </message>
    <message>
        <source>There is no session bus by which to reach the desktop.</source>
        <translation>Es gibt keinen Sitzungsbus, über den der Desktop erreichbar wäre.</translation>
    </message>
    <message>
        <source>The desktop gave no answer within {} seconds.</source>
        <translation>Der Desktop hat innerhalb von {} Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>The desktop gave an answer that cannot be understood.</source>
        <translation>Die Antwort des Desktops ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal does not answer.</source>
        <translation>Das Portal des Desktops antwortet nicht.</translation>
    </message>
    <message>
        <source>The desktop&apos;s portal refuses: {}</source>
        <translation>Das Portal des Desktops lehnt ab: {}</translation>
    </message>
</context>
<context>
    <name>Presence</name>
    <message>
        <source>Loading the recognizer</source>
        <translation>Erkennung wird geladen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Reading a formula</source>
        <translation>Formel wird gelesen</translation>
    </message>
    <message>
        <source>The recognizer is not available</source>
        <translation>Die Erkennung ist nicht verfügbar</translation>
    </message>
    <message>
        <source>Asleep until the next picture</source>
        <translation>Schläft bis zum nächsten Bild</translation>
    </message>
    <message>
        <source>The recognizer is not loaded</source>
        <translation>Die Erkennung ist nicht geladen</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview of the LaTeX</source>
        <translation>Vorschau des LaTeX</translation>
    </message>
</context>
<context>
    <name>PrivateMark</name>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Private mode is on: what you snip is not kept in the history.</source>
        <translation>Privater Modus ist an: Ausschnitte werden nicht im Verlauf behalten.</translation>
    </message>
</context>
<context>
    <name>ProgramActions</name>
    <message>
        <source>&amp;Snip a formula</source>
        <translation>&amp;Formel ausschneiden</translation>
    </message>
    <message>
        <source>Snip a &amp;further line</source>
        <translation>&amp;Weitere Zeile ausschneiden</translation>
    </message>
    <message>
        <source>Snip the &amp;last region again</source>
        <translation>&amp;Letzten Bereich erneut ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Read the picture on the clipboard</source>
        <translation>Bild aus der &amp;Zwischenablage lesen</translation>
    </message>
    <message>
        <source>&amp;Open pictures …</source>
        <translation>Bilder öff&amp;nen …</translation>
    </message>
    <message>
        <source>&amp;History …</source>
        <translation>&amp;Verlauf …</translation>
    </message>
    <message>
        <source>&amp;Private mode</source>
        <translation>&amp;Privater Modus</translation>
    </message>
    <message>
        <source>S&amp;ettings …</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Doctor …</source>
        <translation>&amp;Diagnose …</translation>
    </message>
    <message>
        <source>&amp;About …</source>
        <translation>Übe&amp;r Img2LaTeX …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>Recognition</name>
    <message>
        <source>The recognizer stopped twice on this picture; try a smaller region, or restart the program.</source>
        <translation>Die Erkennung ist an diesem Bild zweimal abgebrochen; bitte einen kleineren Bereich versuchen oder das Programm neu starten.</translation>
    </message>
    <message>
        <source>The recognizer stopped while loading; snip again to start it anew.</source>
        <translation>Die Erkennung ist beim Laden abgebrochen; erneutes Ausschneiden startet sie neu.</translation>
    </message>
    <message>
        <source>The picture took longer than {most} s and was given up; cut out the formula and try again.</source>
        <translation>Das Bild dauerte länger als {most} s und wurde aufgegeben; bitte die Formel ausschneiden und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No formula found in this picture; try a region with a little paper around the formula.</source>
        <translation>Keine Formel in diesem Bild gefunden; bitte einen Bereich mit etwas Rand um die Formel versuchen.</translation>
    </message>
    <message>
        <source>This looks like no formula; snip the formula alone, with a little paper around it.</source>
        <translation>Das sieht nicht nach einer Formel aus; bitte die Formel allein ausschneiden, mit etwas Rand.</translation>
    </message>
    <message>
        <source>The recognizer cannot be loaded: {reason}</source>
        <translation>Die Erkennung lässt sich nicht laden: {reason}</translation>
    </message>
    <message>
        <source>This picture could not be recognized: {reason}</source>
        <translation>Dieses Bild wurde nicht erkannt: {reason}</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>NVIDIA graphics card (CUDA)</source>
        <translation>NVIDIA-Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>Apple graphics (MPS)</source>
        <translation>Apple-Grafik (MPS)</translation>
    </message>
    <message>
        <source>{}: not found</source>
        <translation>{}: nicht gefunden</translation>
    </message>
    <message>
        <source>Compute &amp;on:</source>
        <translation>&amp;Rechnen auf:</translation>
    </message>
    <message>
        <source>Automatic takes the fastest there is.</source>
        <translation>„Automatisch“ nimmt das Schnellste, was da ist.</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>&amp;Unload after:</source>
        <translation>&amp;Entladen nach:</translation>
    </message>
    <message>
        <source>Unused for so long, it gives its memory back; the next snip waits for it to load.</source>
        <translation>So lange unbenutzt, gibt die Erkennung ihren Speicher frei; der nächste Ausschnitt wartet, bis sie geladen ist.</translation>
    </message>
</context>
<context>
    <name>ResultFlow</name>
    <message>
        <source>Copied: {}</source>
        <translation>Kopiert: {}</translation>
    </message>
    <message>
        <source>Not copied: {}</source>
        <translation>Nicht kopiert: {}</translation>
    </message>
    <message>
        <source>Loading the recognizer; your formula is next …</source>
        <translation>Erkennung wird geladen; danach ist die Formel dran …</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>Copy &amp;as:</source>
        <translation>Kopieren &amp;als:</translation>
    </message>
    <message>
        <source>The result window offers the same choice and remembers it here.</source>
        <translation>Das Ergebnisfenster bietet dieselbe Wahl und merkt sie sich hier.</translation>
    </message>
    <message>
        <source>&amp;Copy automatically</source>
        <translation>A&amp;utomatisch kopieren</translation>
    </message>
    <message>
        <source>As soon as a formula is read, it is on the clipboard; a doubtful one waits for Enter.</source>
        <translation>Eine gelesene Formel ist sofort in der Zwischenablage; eine zweifelhafte wartet auf die Eingabetaste.</translation>
    </message>
    <message>
        <source>In a window</source>
        <translation>In einem Fenster</translation>
    </message>
    <message>
        <source>In a notification</source>
        <translation>In einer Benachrichtigung</translation>
    </message>
    <message>
        <source>&amp;Show it:</source>
        <translation>An&amp;zeigen:</translation>
    </message>
    <message>
        <source>A notification says which formula was copied; a click on it opens the window.</source>
        <translation>Eine Benachrichtigung sagt, welche Formel kopiert wurde; ein Klick darauf öffnet das Fenster.</translation>
    </message>
    <message>
        <source>With Esc alone</source>
        <translation>Nur mit Esc</translation>
    </message>
    <message>
        <source>Once I have copied</source>
        <translation>Sobald ich kopiert habe</translation>
    </message>
    <message>
        <source>Once I turn to another window</source>
        <translation>Sobald ich ein anderes Fenster nutze</translation>
    </message>
    <message>
        <source>C&amp;lose the window:</source>
        <translation>Fenster &amp;schließen:</translation>
    </message>
    <message>
        <source>The pin in the window keeps it open and where it is.</source>
        <translation>Die Nadel im Fenster hält es offen und an seinem Platz.</translation>
    </message>
</context>
<context>
    <name>ResultWindow</name>
    <message>
        <source>Snip &amp;again</source>
        <translation>&amp;Erneut ausschneiden</translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation>Was das Modell sah</translation>
    </message>
    <message>
        <source>&amp;Read it anyway</source>
        <translation>Tr&amp;otzdem lesen</translation>
    </message>
    <message>
        <source>Append &amp;line</source>
        <translation>An&amp;hängen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy and close</source>
        <translation>Kopieren und schließen</translation>
    </message>
    <message>
        <source>Append line</source>
        <translation>Zeile anhängen</translation>
    </message>
    <message>
        <source>Pin this window</source>
        <translation>Fenster anheften</translation>
    </message>
    <message>
        <source>Snip again</source>
        <translation>Erneut ausschneiden</translation>
    </message>
    <message>
        <source>Take reading {}</source>
        <translation>Lesart {} nehmen</translation>
    </message>
    <message>
        <source>Enlarge picture and preview</source>
        <translation>Bild und Vorschau vergrößern</translation>
    </message>
    <message>
        <source>Shrink them again</source>
        <translation>Wieder verkleinern</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Diese Tasten</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Umschalt+Eingabe</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Neue Zeile beginnen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Snip the next line, which goes below this one ({})</source>
        <translation>Die nächste Zeile ausschneiden; sie kommt unter diese ({})</translation>
    </message>
    <message>
        <source>Reading again …</source>
        <translation>Wird erneut gelesen …</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search the LaTeX</source>
        <translation>Im LaTeX suchen</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings cannot be saved to {}: {}. They hold until Img2LaTeX ends.</source>
        <translation>Die Einstellungen lassen sich nicht in {} speichern: {}. Sie gelten, bis Img2LaTeX beendet wird.</translation>
    </message>
    <message>
        <source>The settings in {} cannot be read; the default settings are used.</source>
        <translation>Die Einstellungen in {} sind nicht lesbar; es gelten die Standardwerte.</translation>
    </message>
    <message>
        <source>The settings could not be read and are now in {}; the default settings are used.</source>
        <translation>Die Einstellungen waren nicht lesbar und liegen jetzt in {}; es gelten die Standardwerte.</translation>
    </message>
    <message>
        <source>The settings file holds values that are not valid; the default is used for {}.</source>
        <translation>Die Datei der Einstellungen enthält ungültige Werte; der Standardwert gilt für {}.</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings – Img2LaTeX</source>
        <translation>Einstellungen – Img2LaTeX</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Recognition</source>
        <translation>Erkennung</translation>
    </message>
</context>
<context>
    <name>ShortcutSteps</name>
    <message>
        <source>Open Settings → Keyboard → View and Customize Shortcuts → Custom Shortcuts and press +.</source>
        <translation>Einstellungen → Tastatur → Tastenkombinationen anzeigen und anpassen → Eigene Tastenkombinationen öffnen und + drücken.</translation>
    </message>
    <message>
        <source>Name: Img2LaTeX. Command: {command}</source>
        <translation>Name: Img2LaTeX. Befehl: {command}</translation>
    </message>
    <message>
        <source>Set Shortcut: press {keys}, then Add.</source>
        <translation>Tastenkombination festlegen: {keys} drücken, dann Hinzufügen.</translation>
    </message>
    <message>
        <source>Open System Settings → Keyboard → Shortcuts and choose Add New → Command or Script.</source>
        <translation>Systemeinstellungen → Tastatur → Kurzbefehle öffnen und Neu hinzufügen → Befehl oder Skript wählen.</translation>
    </message>
    <message>
        <source>Command: {command}</source>
        <translation>Befehl: {command}</translation>
    </message>
    <message>
        <source>Choose Add custom shortcut, press {keys}, then Apply.</source>
        <translation>Eigenen Kurzbefehl hinzufügen wählen, {keys} drücken, dann Anwenden.</translation>
    </message>
    <message>
        <source>Add this line to ~/.config/sway/config:</source>
        <translation>Diese Zeile in ~/.config/sway/config einfügen:</translation>
    </message>
    <message>
        <source>Run: swaymsg reload</source>
        <translation>Ausführen: swaymsg reload</translation>
    </message>
    <message>
        <source>Add this line to ~/.config/hypr/hyprland.conf; it is read again by itself:</source>
        <translation>Diese Zeile in ~/.config/hypr/hyprland.conf einfügen; die Datei wird von selbst neu gelesen:</translation>
    </message>
    <message>
        <source>Add this line to the section binds of ~/.config/niri/config.kdl; it is read again by itself:</source>
        <translation>Diese Zeile im Abschnitt binds von ~/.config/niri/config.kdl einfügen; die Datei wird von selbst neu gelesen:</translation>
    </message>
    <message>
        <source>Open Settings → Keyboard → Application Shortcuts and press Add.</source>
        <translation>Einstellungen → Tastatur → Tastenkürzel für Anwendungen öffnen und Hinzufügen drücken.</translation>
    </message>
    <message>
        <source>Press OK, then {keys}.</source>
        <translation>OK drücken, dann {keys}.</translation>
    </message>
    <message>
        <source>Open System Settings → Keyboard → Shortcuts → Custom Shortcuts and press Add custom shortcut.</source>
        <translation>Systemeinstellungen → Tastatur → Tastenkürzel → Eigene Tastenkürzel öffnen und Eigenes Tastenkürzel hinzufügen drücken.</translation>
    </message>
    <message>
        <source>Press Add, double-click the first line of Keyboard bindings and press {keys}.</source>
        <translation>Hinzufügen drücken, die erste Zeile der Tastenzuordnungen doppelt anklicken und {keys} drücken.</translation>
    </message>
    <message>
        <source>Open Control Center → Keyboard Shortcuts and press Add.</source>
        <translation>Kontrollzentrum → Tastenkombinationen öffnen und Hinzufügen drücken.</translation>
    </message>
    <message>
        <source>Press Apply, click the new line and press {keys}.</source>
        <translation>Anwenden drücken, die neue Zeile anklicken und {keys} drücken.</translation>
    </message>
    <message>
        <source>Open Settings → Input Devices → Keyboard → Keyboard Shortcuts → Custom and press Add shortcut.</source>
        <translation>Einstellungen → Eingabegeräte → Tastatur → Tastenkürzel → Benutzerdefiniert öffnen und Tastenkürzel hinzufügen drücken.</translation>
    </message>
    <message>
        <source>Press {keys} in the field for the keys.</source>
        <translation>Im Feld für die Tasten {keys} drücken.</translation>
    </message>
    <message>
        <source>Open LXQt settings → Shortcut Keys and press Add.</source>
        <translation>LXQt-Einstellungen → Tastenkürzel öffnen und Hinzufügen drücken.</translation>
    </message>
    <message>
        <source>Press {keys} beside Shortcut, choose Command and enter: {command}</source>
        <translation>Neben Tastenkürzel {keys} drücken, Befehl wählen und eingeben: {command}</translation>
    </message>
    <message>
        <source>Other desktops</source>
        <translation>Andere Desktops</translation>
    </message>
    <message>
        <source>Open the keyboard shortcuts in the settings of the desktop.</source>
        <translation>In den Einstellungen des Desktops die Tastenkürzel öffnen.</translation>
    </message>
    <message>
        <source>Bind {keys} to the command: {command}</source>
        <translation>{keys} mit diesem Befehl verbinden: {command}</translation>
    </message>
</context>
<context>
    <name>ShortcutStepsBox</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>✓ C&amp;opied</source>
        <translation>✓ &amp;Kopiert</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Snipping in {} s</source>
        <translation>Ausschnitt in {} s</translation>
    </message>
    <message>
        <source>{} (private)</source>
        <translation>{} (privat)</translation>
    </message>
</context>
<context>
    <name>Typesetter</name>
    <message>
        <source>Undefined control sequence {}</source>
        <translation>Unbekannter Befehl {}</translation>
    </message>
    <message>
        <source>Missing close brace</source>
        <translation>Es fehlt eine schließende Klammer</translation>
    </message>
    <message>
        <source>Extra close brace or missing open brace</source>
        <translation>Eine schließende Klammer zu viel oder eine öffnende zu wenig</translation>
    </message>
    <message>
        <source>Extra open brace or missing close brace</source>
        <translation>Eine öffnende Klammer zu viel oder eine schließende zu wenig</translation>
    </message>
    <message>
        <source>Extra close brace while looking for {}</source>
        <translation>Eine schließende Klammer zu viel auf der Suche nach {}</translation>
    </message>
    <message>
        <source>Missing argument for {}</source>
        <translation>Es fehlt das Argument von {}</translation>
    </message>
    <message>
        <source>Missing \left or extra \right</source>
        <translation>Ein \left zu wenig oder ein \right zu viel</translation>
    </message>
    <message>
        <source>Extra \left or missing \right</source>
        <translation>Ein \left zu viel oder ein \right zu wenig</translation>
    </message>
    <message>
        <source>Missing or unrecognized delimiter for {}</source>
        <translation>Fehlende oder unbekannte Klammer nach {}</translation>
    </message>
    <message>
        <source>Could not find closing &apos;]&apos; for argument to {}</source>
        <translation>Es fehlt ein schließendes &apos;]&apos; im Argument von {}</translation>
    </message>
    <message>
        <source>Double exponent: use braces to clarify</source>
        <translation>Doppelter Exponent: mit Klammern verdeutlichen</translation>
    </message>
    <message>
        <source>Double subscripts: use braces to clarify</source>
        <translation>Doppelter Index: mit Klammern verdeutlichen</translation>
    </message>
    <message>
        <source>Misplaced {}</source>
        <translation>Unerwartet an dieser Stelle: {}</translation>
    </message>
    <message>
        <source>{} is allowed only on operators</source>
        <translation>{} ist nur an Operatoren erlaubt</translation>
    </message>
    <message>
        <source>Unknown environment &apos;{}&apos;</source>
        <translation>Unbekannte Umgebung &apos;{}&apos;</translation>
    </message>
    <message>
        <source>Invalid environment name &apos;{}&apos;</source>
        <translation>Ungültiger Name einer Umgebung &apos;{}&apos;</translation>
    </message>
    <message>
        <source>Missing \end{{{}}}</source>
        <translation>Es fehlt \end{{{}}}</translation>
    </message>
    <message>
        <source>\begin{{{}}} ended with \end{{{}}}</source>
        <translation>\begin{{{}}} endet mit \end{{{}}}</translation>
    </message>
    <message>
        <source>Erroneous nesting of equation structures</source>
        <translation>Gleichungen falsch verschachtelt</translation>
    </message>
    <message>
        <source>{} not allowed in {} environment</source>
        <translation>{} ist nicht erlaubt in der Umgebung {}</translation>
    </message>
    <message>
        <source>Math-mode is not properly terminated</source>
        <translation>Der Mathematikmodus wird nicht beendet</translation>
    </message>
    <message>
        <source>You can&apos;t use &apos;macro parameter character #&apos; in math mode</source>
        <translation>Das Zeichen &apos;#&apos; ist in Formeln nicht erlaubt</translation>
    </message>
    <message>
        <source>Missing dimension or its units for {}</source>
        <translation>Es fehlt ein Maß oder seine Einheit für {}</translation>
    </message>
    <message>
        <source>Bracket argument to {} must be a dimension</source>
        <translation>Die eckige Klammer nach {} muss ein Maß enthalten</translation>
    </message>
    <message>
        <source>Argument to {} is too large to be drawn</source>
        <translation>Das Argument von {} ist zu groß zum Darstellen</translation>
    </message>
    <message>
        <source>This formula is too long to be drawn; its LaTeX can be copied all the same.</source>
        <translation>Diese Formel ist zu lang zum Darstellen; ihr LaTeX lässt sich trotzdem kopieren.</translation>
    </message>
    <message>
        <source>This formula takes too long to be drawn; its LaTeX can be copied all the same.</source>
        <translation>Diese Formel darzustellen dauert zu lange; ihr LaTeX lässt sich trotzdem kopieren.</translation>
    </message>
    <message>
        <source>This formula needs too much memory to be drawn; its LaTeX can be copied all the same.</source>
        <translation>Diese Formel braucht zu viel Speicher zum Darstellen; ihr LaTeX lässt sich trotzdem kopieren.</translation>
    </message>
    <message>
        <source>The preview stopped twice at this formula; its LaTeX can be copied all the same.</source>
        <translation>Die Vorschau wurde bei dieser Formel zweimal beendet; ihr LaTeX lässt sich trotzdem kopieren.</translation>
    </message>
    <message>
        <source>No preview: its process stopped while it was loading.</source>
        <translation>Keine Vorschau: Ihr Prozess wurde beim Laden beendet.</translation>
    </message>
    <message>
        <source>No preview: its bundle is not built. “make run” builds it.</source>
        <translation>Keine Vorschau: Ihr Paket ist nicht gebaut. „make run“ baut es.</translation>
    </message>
    <message>
        <source>No preview: its bundle is damaged ({reason}).</source>
        <translation>Keine Vorschau: Ihr Paket ist beschädigt ({reason}).</translation>
    </message>
    <message>
        <source>No preview: it cannot be loaded ({reason}).</source>
        <translation>Keine Vorschau: Sie kann nicht geladen werden ({reason}).</translation>
    </message>
    <message>
        <source>This formula is too large to be drawn; its LaTeX can be copied all the same.</source>
        <translation>Diese Formel ist zu groß zum Darstellen; ihr LaTeX lässt sich trotzdem kopieren.</translation>
    </message>
    <message>
        <source>This formula cannot be drawn; its LaTeX can be copied all the same.</source>
        <translation>Diese Formel lässt sich nicht darstellen; ihr LaTeX lässt sich trotzdem kopieren.</translation>
    </message>
    <message>
        <source>This formula is too large for a picture in pixels; copy it as SVG.</source>
        <translation>Diese Formel ist zu groß für ein Bild aus Pixeln; bitte als SVG kopieren.</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Formula deleted.</source>
        <translation>Formel gelöscht.</translation>
    </message>
    <message>
        <source>{} formulas deleted.</source>
        <translation>{} Formeln gelöscht.</translation>
    </message>
</context>
<context>
    <name>VerifiedClipboard</name>
    <message>
        <source>There is nothing to copy.</source>
        <translation>Es gibt nichts zu kopieren.</translation>
    </message>
    <message>
        <source>It could not be copied: another program holds the clipboard. Try again.</source>
        <translation>Kopieren nicht möglich: Ein anderes Programm hält die Zwischenablage fest. Bitte erneut versuchen.</translation>
    </message>
</context>
<context>
    <name>ViewPanel</name>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>dark on light</source>
        <translation>dunkel auf hell</translation>
    </message>
    <message>
        <source>light on dark</source>
        <translation>hell auf dunkel</translation>
    </message>
    <message>
        <source>keep everything</source>
        <translation>alles behalten</translation>
    </message>
    <message>
        <source>cut lines off</source>
        <translation>Zeilen abschneiden</translation>
    </message>
    <message>
        <source>The picture as the model saw it</source>
        <translation>Das Bild, wie das Modell es sah</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Cuts pixels from each side; a negative number adds paper instead</source>
        <translation>Schneidet an jeder Seite Pixel ab; eine negative Zahl fügt Rand hinzu</translation>
    </message>
    <message>
        <source>Cut lines, frames and boxes around the formula: left out where that is sure</source>
        <translation>Angeschnittene Zeilen, Rahmen und Kästen um die Formel: weggelassen, wo das sicher ist</translation>
    </message>
    <message>
        <source>Size of the type; smaller or larger may read better</source>
        <translation>Größe der Schrift; kleiner oder größer wird manchmal besser gelesen</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Trim</source>
        <translation>&amp;Rand</translation>
    </message>
    <message>
        <source>&amp;Ink</source>
        <translation>&amp;Tinte</translation>
    </message>
    <message>
        <source>E&amp;dges</source>
        <translation>&amp;Umgebung</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Größe</translation>
    </message>
</context>
<context>
    <name>Weights</name>
    <message>
        <source>restore the folder of the weights from where it came, or install the program again</source>
        <translation>den Ordner der Gewichte aus seiner Quelle wiederherstellen oder das Programm neu installieren</translation>
    </message>
    <message>
        <source>{} is damaged (its sha256 begins {}): {}.</source>
        <translation>{} ist beschädigt (sein sha256 beginnt mit {}): {}.</translation>
    </message>
    <message>
        <source>{} cannot be read ({}): {}.</source>
        <translation>{} ist nicht lesbar ({}): {}.</translation>
    </message>
    <message>
        <source>{} cannot be used (it {}): {}.</source>
        <translation>{} ist nicht verwendbar (it {}): {}.</translation>
    </message>
    <message>
        <source>{path} is damaged, so that the program reads with its own weights: install others again, or run “img2latex weights rollback”.</source>
        <translation>{path} ist beschädigt, deshalb liest das Programm mit seinen eigenen Gewichten: bitte andere noch einmal installieren oder „img2latex weights rollback“ aufrufen.</translation>
    </message>
    <message>
        <source>The installed weights cannot be used ({reason}), so that the program reads with its own: install others, or run “img2latex weights rollback”.</source>
        <translation>Die installierten Gewichte sind nicht verwendbar ({reason}), deshalb liest das Programm mit seinen eigenen: bitte andere installieren oder „img2latex weights rollback“ aufrufen.</translation>
    </message>
    <message>
        <source>The installed weights are older than those of the program, which has been renewed since, and are not used; install them again if you want them all the same.</source>
        <translation>Die installierten Gewichte sind älter als die des seither erneuerten Programms und werden nicht verwendet; wer sie trotzdem will, installiert sie noch einmal.</translation>
    </message>
    <message>
        <source>The program reads with its own weights already.</source>
        <translation>Das Programm liest schon mit seinen eigenen Gewichten.</translation>
    </message>
    <message>
        <source>Beside these weights none can be installed.</source>
        <translation>Neben diesen Gewichten lassen sich keine installieren.</translation>
    </message>
    <message>
        <source>Other weights are just being installed; try again when that is done.</source>
        <translation>Gerade werden andere Gewichte installiert; bitte danach noch einmal versuchen.</translation>
    </message>
</context>
</TS>
