#!/usr/bin/env bash
# From dist/Img2LaTeX.app to the disk image, on macOS, signed where CERTIFICATE is given: the P12 file as base64, with
# CERTIFICATE_PASSWORD, CODESIGN_IDENTITY, and for notarizing NOTARY_KEY_TEXT, NOTARY_KEY_ID, NOTARY_ISSUER.
# Key and certificate lie in a keychain and a folder of their own, which are gone when this ends, however it ends.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -z "${CERTIFICATE:-}" ]; then
    echo "There is no certificate: not signed."
    unset CODESIGN_IDENTITY
    exec packaging/macos/build_dmg.sh
fi

folder=$(mktemp -d)
keychain=$folder/signing.keychain-db
trap 'security delete-keychain "$keychain" 2>/dev/null || true; rm -rf "$folder"' EXIT
password=$(openssl rand -hex 16)
base64 --decode <<<"$CERTIFICATE" >"$folder/certificate.p12"
security create-keychain -p "$password" "$keychain"
security unlock-keychain -p "$password" "$keychain"
security import "$folder/certificate.p12" -k "$keychain" -P "$CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain"
security list-keychains -d user -s "$keychain" login.keychain-db
if [ -n "${NOTARY_KEY_TEXT:-}" ]; then
    printf '%s' "$NOTARY_KEY_TEXT" >"$folder/notary.p8"
    export NOTARY_KEY=$folder/notary.p8
fi
packaging/macos/build_dmg.sh
