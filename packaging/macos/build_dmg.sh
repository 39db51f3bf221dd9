#!/usr/bin/env bash
# From dist/Img2LaTeX.app to dist/img2latex-VERSION-macos-ARCHITECTURE.dmg; on macOS, after `make dist`.
# With CODESIGN_IDENTITY (a “Developer ID Application” in the keychain) the program is signed; with NOTARY_KEY
# (the file of an App Store Connect key), NOTARY_KEY_ID and NOTARY_ISSUER Apple is asked to notarize it, too.
# Without them it is signed for nobody: Gatekeeper then wants a right click and “Open”.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(python3 packaging/changelog.py version)
app=dist/Img2LaTeX.app
dmg=dist/img2latex-$version-macos-$(uname -m).dmg
[ -d "$app" ] || { echo "There is no $app: run make dist first." >&2; exit 1; }

options=(--force --deep --sign "${CODESIGN_IDENTITY:--}")
if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    options+=(--timestamp --options runtime --entitlements packaging/macos/entitlements.plist)
fi
codesign "${options[@]}" "$app"
codesign --verify --deep --strict "$app"

content=$(mktemp -d)
trap 'rm -rf "$content"' EXIT
ditto "$app" "$content/Img2LaTeX.app"
ln -s /Applications "$content/Applications"
cp LICENSE "$content/LICENSE.txt"
rm -f "$dmg"
hdiutil create -volname Img2LaTeX -srcfolder "$content" -fs HFS+ -format UDZO "$dmg"

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --timestamp --sign "$CODESIGN_IDENTITY" "$dmg"
    if [ -n "${NOTARY_KEY:-}" ]; then
        xcrun notarytool submit "$dmg" --wait --timeout 30m \
            --key "$NOTARY_KEY" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER"
        xcrun stapler staple "$dmg"
    fi
fi
echo "$dmg"
