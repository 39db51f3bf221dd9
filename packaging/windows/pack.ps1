# From dist\img2latex to dist\*-setup.exe and dist\*-portable.zip, on Windows with Python and Inno Setup 6; after build.ps1.
# With CERTIFICATE (a PFX file as base64) and CERTIFICATE_PASSWORD the program and its installer are signed.
$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot "..\..")

function Invoke-Checked { # Windows' own PowerShell goes on after a program that failed
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program failed with status $LASTEXITCODE." }
}

$version = & python packaging\changelog.py version
$zip = "dist\img2latex-$version-windows-x64-portable.zip"
$iscc = Get-Command iscc -ErrorAction SilentlyContinue
$iscc = if ($iscc) { $iscc.Source } else { "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe" }
$options = @("/Qp", "/DVersion=$version")
$key = Join-Path ([IO.Path]::GetTempPath()) "img2latex-signing.pfx"
try { # the key is gone when this ends, however it ends
    if ($env:CERTIFICATE) {
        [IO.File]::WriteAllBytes($key, [Convert]::FromBase64String($env:CERTIFICATE))
        $signtool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" | Sort-Object FullName | Select-Object -Last 1
        $sign = @("sign", "/f", $key, "/p", $env:CERTIFICATE_PASSWORD, "/fd", "sha256", "/tr", "http://timestamp.digicert.com", "/td", "sha256")
        Invoke-Checked $signtool.FullName ($sign + "dist\img2latex\img2latex.exe" + "dist\img2latex\img2latex-console.exe")
        # $f is the file, $q a quotation mark: Inno Setup fills them in.
        $options += @("/DSign", ("/Srelease=" + '$q' + $signtool.FullName + '$q ' + ($sign -join " ") + ' $f'))
    } else {
        Write-Output "There is no certificate: not signed."
    }
    if (Test-Path $zip) { Remove-Item $zip }
    Invoke-Checked "$env:SystemRoot\System32\tar.exe" @("-a", "-c", "-f", $zip, "-C", "dist", "img2latex")
    Invoke-Checked $iscc ($options + "packaging\windows\img2latex.iss")
} finally {
    if (Test-Path $key) { Remove-Item $key }
}
