# From a clean clone to dist\img2latex, on Windows with Python 3.11, Node.js and Git: what `make dist` does elsewhere.
$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot "..\..")

function Invoke-Checked { # Windows' own PowerShell goes on after a program that failed
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program failed with status $LASTEXITCODE." }
}

$python = ".venv\Scripts\python.exe"
if (-not (Test-Path $python)) { Invoke-Checked "python" @("-m", "venv", ".venv") }
# Versions and hashes are those of requirements\; PyPI's torch for Windows comes without CUDA.
$pip = @("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-build-isolation")
Invoke-Checked $python ($pip + @("--require-hashes", "--requirement", "requirements\torch.txt"))
Invoke-Checked $python ($pip + @("--require-hashes", "--requirement", "requirements\app.txt"))
Invoke-Checked $python ($pip + @("--require-hashes", "--requirement", "requirements\package.txt"))
Invoke-Checked $python ($pip + @("--editable", "."))
Invoke-Checked "bash" @(".ci/preview_bundle.sh", ".venv/Scripts/python.exe")
Get-ChildItem resources\translations\*.ts | ForEach-Object {
    Invoke-Checked ".venv\Scripts\pyside6-lrelease.exe" @("-silent", $_.FullName, "-qm", [IO.Path]::ChangeExtension($_.FullName, ".qm"))
}
Invoke-Checked $python @("packaging\icons.py", "build")
Invoke-Checked $python @("-m", "PyInstaller", "--noconfirm", "pyinstaller.spec")
