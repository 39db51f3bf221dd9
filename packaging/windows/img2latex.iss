; The installer for Windows 10 and later, by Inno Setup 6.3 or later; packaging/windows/pack.ps1 runs it as
;   iscc /DVersion=0.1.0 packaging\windows\img2latex.iss
; For one user, without administrator rights. The program itself is the folder dist\img2latex of PyInstaller.

#ifndef Version
  #error Name the version: /DVersion=0.1.0
#endif
#define Id "io.github.img2latex.Img2LatexDesktop"
#define Url "https://github.com/img2latex/img2latex-desktop"
#define RunKey "Software\Microsoft\Windows\CurrentVersion\Run"
#define ApprovedKey "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

[Setup]
; Never change the AppId: by it a newer installer finds the older installation.
AppId={{6D0F4D0E-5C1B-4C57-9D0B-3B8E1B0E5A2F}
AppName=Img2LaTeX
AppVersion={#Version}
AppPublisher=The Img2LaTeX Desktop authors
AppPublisherURL={#Url}
AppSupportURL={#Url}/issues
AppUpdatesURL={#Url}/releases
DefaultDirName={autopf}\Img2LaTeX
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..\..
LicenseFile=LICENSE
OutputDir=dist
OutputBaseFilename=img2latex-{#Version}-windows-x64-setup
#ifexist "..\..\build\img2latex.ico"
SetupIconFile=build\img2latex.ico
#endif
UninstallDisplayIcon={app}\img2latex.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto
#ifdef Sign
SignTool=release
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.StartAtLogin=Start Img2LaTeX when I log in
de.StartAtLogin=Img2LaTeX bei der Anmeldung starten
en.KeepData=Keep your history and settings?%n%nThey are in %1.
de.KeepData=Verlauf und Einstellungen behalten?%n%nSie liegen in %1.

[Tasks]
Name: "autostart"; Description: "{cm:StartAtLogin}"; Flags: unchecked

[InstallDelete]
; What an older version brought and this one may not: a left-over library would be loaded.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\img2latex\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{userprograms}\Img2LaTeX"; Filename: "{app}\img2latex.exe"; AppUserModelID: "{#Id}"

[Registry]
; The very value that the program's own setting writes (autostart.py), so that the setting shows what was chosen here.
Root: HKCU; Subkey: "{#RunKey}"; ValueType: string; ValueName: "{#Id}"; ValueData: """{app}\img2latex.exe"""; Tasks: autostart

[Run]
Filename: "{app}\img2latex.exe"; Description: "{cm:LaunchProgram,Img2LaTeX}"; Flags: nowait postinstall skipifsilent

[UninstallRun]
; The program lies in the tray without a window that could be asked to close. Nothing is lost: what it keeps is
; on the disk before it is shown.
Filename: "{sys}\taskkill.exe"; Parameters: "/F /IM img2latex.exe /IM img2latex-console.exe"; Flags: runhidden; RunOnceId: "EndProgram"

[Code]
// The same before an update, which could not replace files in use.
function PrepareToInstall(var NeedsRestart: Boolean): String;
var
  Status: Integer;
begin
  Exec(ExpandConstant('{sys}\taskkill.exe'), '/F /IM img2latex.exe /IM img2latex-console.exe', '', SW_HIDE, ewWaitUntilTerminated, Status);
  Result := '';
end;

// Settings, history and logs lie in one folder (paths.py). A silent uninstallation keeps them.
procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Folder: String;
begin
  if Step <> usPostUninstall then
    exit;
  RegDeleteValue(HKEY_CURRENT_USER, '{#RunKey}', '{#Id}');
  RegDeleteValue(HKEY_CURRENT_USER, '{#ApprovedKey}', '{#Id}');
  Folder := ExpandConstant('{localappdata}\img2latex');
  if DirExists(Folder) and (SuppressibleMsgBox(FmtMessage(CustomMessage('KeepData'), [Folder]),
      mbConfirmation, MB_YESNO or MB_DEFBUTTON1, IDYES) = IDNO) then
    DelTree(Folder, True, True, True);
end;
