#!/usr/bin/env bash
# From the frozen program and its share folder to a Debian package.
# Arguments: the frozen folder (dist/img2latex), the share folder (build/share), the folder for the package.
# SOURCE_DATE_EPOCH, if set, makes two builds of one commit equal to the byte; XZ_LEVEL (6) trades size for time.
# Nothing is run as root.
set -euo pipefail
program=$(realpath "$1") share=$(realpath "$2") output=$(realpath "$3")
cd "$(dirname "$0")/../.."

export LC_ALL=C.UTF-8 # one order for sort and join
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date +%s)}
version=$(python3 packaging/changelog.py version)
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
umask 022

# --- the files ---
install -d "$root/usr/lib" "$root/usr/bin" "$root/usr/share/doc/img2latex" "$root/usr/share/lintian/overrides" "$root/DEBIAN"
cp -a --no-preserve=ownership "$program" "$root/usr/lib/img2latex"
cp -a --no-preserve=ownership "$share/." "$root/usr/share/"
ln -s ../lib/img2latex/img2latex "$root/usr/bin/img2latex"
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f \( -name '*.so*' -o ! -perm -u+x \) -exec chmod 644 {} + # Debian wants no libraries that can be run
find "$root" -type f ! -name '*.so*' -perm -u+x -exec chmod 755 {} +
install -m 644 packaging/linux/copyright "$root/usr/share/doc/img2latex/copyright"
install -m 644 packaging/linux/lintian-overrides "$root/usr/share/lintian/overrides/img2latex"
python3 packaging/changelog.py debian | gzip -9n >"$root/usr/share/doc/img2latex/changelog.gz"
gzip -9n "$root/usr/share/man/man1/img2latex.1"

# --- what has to be installed beside it: what its libraries ask for and it does not bring along ---
install -d "$work/debian"
printf 'Source: img2latex\n\nPackage: img2latex\nArchitecture: any\n' >"$work/debian/control"
needs() { objdump -p "$@" 2>/dev/null | awk '/:     file format/ { file = substr($1, 1, length($1) - 1) } /NEEDED/ { print $2, file }' | sort; }
mapfile -t binaries < <(find "$root/usr/lib/img2latex" -type f \( -name '*.so' -o -name '*.so.*' -o -name img2latex \))
find "$root/usr/lib/img2latex" -name '*.so*' -printf '%f\n' | sort --unique >"$work/inside"
needs "${binaries[@]}" | join -v 1 - "$work/inside" | grep -Ev '^(ld-linux.*|lib(c|dl|m|pthread|resolv|rt))\.so' >"$work/missing"
mapfile -t asking < <(cut -d' ' -f2 "$work/missing" | sort --unique)
mapfile -t folders < <(printf '%s\n' "${binaries[@]%/*}" | sort --unique)
owners=$(cut -d' ' -f1 "$work/missing" | uniq | while read -r library; do dpkg-query --search "*/$library"; done | cut -d: -f1)
# dpkg-shlibdeps knows the versions, but names the packages of what is brought along, too.
depends=$(cd "$work" && dpkg-shlibdeps -O --warnings=0 "${folders[@]/#/-l}" "${asking[@]}" |
    sed -n 's/^shlibs:Depends=//p' | sed 's/, /\n/g' | awk 'NR == FNR { is_owner[$1]; next } $1 in is_owner' <(echo "$owners") - |
    paste --serial --delimiters=, | sed 's/,/, /g')
[ -n "$depends" ] || { echo "dpkg-shlibdeps found no libraries." >&2; exit 1; }
# What is brought along from this system asks for no newer C library than this system has.
depends="libc6 (>= $(getconf GNU_LIBC_VERSION | cut -d' ' -f2)), $depends"
# What no library names: fonts, keyboards, and libraries that are looked for only while the program runs.
while read -r name; do
    [[ ", $depends," == *", $name"[\ ,]* ]] || depends+=", $name"
done <packaging/linux/runtime_packages

# --- the package ---
cat >"$root/DEBIAN/control" <<CONTROL
Package: img2latex
Version: $version
Architecture: $architecture
Maintainer: $(python3 packaging/changelog.py maintainer)
Installed-Size: $(du --summarize --apparent-size --block-size=1K "$root/usr" | cut -f1)
Depends: $depends
Recommends: xdg-desktop-portal
Suggests: grim
Section: science
Priority: optional
Homepage: https://github.com/img2latex/img2latex-desktop
Description: snip an equation and get its LaTeX
 Press a hotkey, drag around a printed formula anywhere on the screen, and its
 LaTeX is in the clipboard. A small window shows what was read, typeset again
 for comparison. Pictures on the clipboard and in files are read, too, also by
 the command line.
 .
 Everything happens on this computer: no account, no server, no download. The
 recognizer, its weights and all libraries that are not in Debian are inside.
CONTROL
(cd "$root" && find usr -type f -print0 | sort --zero-terminated | xargs --null md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
package=$output/img2latex_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz "-z${XZ_LEVEL:-6}" --build "$root" "$package"
