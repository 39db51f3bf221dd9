# From a clean clone to dist\*-setup.exe and dist\*-portable.zip, on Windows with Python 3.11, Node.js, Git and
# Inno Setup 6. With CERTIFICATE (a PFX file as base64) and CERTIFICATE_PASSWORD everything is signed.
$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot "..\..")

function Invoke-Checked { # Windows' own PowerShell goes on after a program that failed
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program failed with status $LASTEXITCODE." }
}

# --- the program: what `make dist` does elsewhere ---
$python = ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { Invoke-Checked "python" @("-m", "venv", ".venv") }
$pip = @("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
$index = if ($env:TORCH_INDEX) { @("--index-url", $env:TORCH_INDEX) } else { @() }
Invoke-Checked $python ($pip + $index + "torch==2.13.*")
Invoke-Checked $python ($pip + "--editable" + ".[package]")
Invoke-Checked "bash" @(".ci/preview_bundle.sh", ".venv/Scripts/python.exe")
Get-ChildItem resources\translations\*.ts | ForEach-Object {
    Invoke-Checked ".venv\Scripts\pyside6-lrelease.exe" @("-silent", $_.FullName, "-qm", [IO.Path]::ChangeExtension($_.FullName, ".qm"))
}
Invoke-Checked $python @("packaging\icons.py", "build")
Invoke-Checked $python @("-m", "PyInstaller", "--noconfirm", "pyinstaller.spec")

# --- signatures ---
$sign = $null
if ($env:CERTIFICATE) {
    $file = Join-Path ([IO.Path]::GetTempPath()) "img2latex-signing.pfx"
    [IO.File]::WriteAllBytes($file, [Convert]::FromBase64String($env:CERTIFICATE))
    $signtool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" | Sort-Object FullName | Select-Object -Last 1
    $sign = @("sign", "/f", $file, "/p", $env:CERTIFICATE_PASSWORD, "/fd", "sha256", "/tr", "http://timestamp.digicert.com", "/td", "sha256")
    Invoke-Checked $signtool.FullName ($sign + "dist\img2latex\img2latex.exe" + "dist\img2latex\img2latex-console.exe")
}

# --- the packages ---
$version = & $python packaging\changelog.py version
$zip = "dist\img2latex-$version-windows-x64-portable.zip"
if (Test-Path $zip) { Remove-Item $zip }
Invoke-Checked "$env:SystemRoot\System32\tar.exe" @("-a", "-c", "-f", $zip, "-C", "dist", "img2latex")

$iscc = Get-Command iscc -ErrorAction SilentlyContinue
$iscc = if ($iscc) { $iscc.Source } else { "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe" }
$options = @("/Qp", "/DVersion=$version")
if ($sign) {
    # $f is the file, $q a quotation mark: Inno Setup fills them in.
    $options += @("/DSign", ("/Srelease=" + '$q' + $signtool.FullName + '$q ' + ($sign -join " ") + ' $f'))
}
try {
    Invoke-Checked $iscc ($options + "packaging\windows\img2latex.iss")
} finally {
    if ($sign) { Remove-Item $file }
}
