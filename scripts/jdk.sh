# Sourced by ./postern and ./build: finds a JDK >= 25 and sets JAVA_HOME to it; or says so and exits 2.

jdk_fits() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local v
  v=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ -n "$v" ] || v=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  [ -n "$v" ] && [ "$v" -ge 25 ]
}

find_jdk() {
  local c j
  if jdk_fits "${JAVA_HOME:-}"; then export JAVA_HOME; return 0; fi
  for c in /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/*; do
    if jdk_fits "$c"; then export JAVA_HOME="$c"; return 0; fi
  done
  if j=$(command -v java); then
    while [ -L "$j" ]; do
      c=$(readlink "$j"); case $c in /*) j=$c ;; *) j=$(dirname "$j")/$c ;; esac
    done
    c=$(cd "$(dirname "$j")/.." && pwd -P)
    if jdk_fits "$c"; then export JAVA_HOME="$c"; return 0; fi
  fi
  if [ -x /usr/libexec/java_home ] && c=$(/usr/libexec/java_home -v 25+ 2>/dev/null) && jdk_fits "$c"; then
    export JAVA_HOME="$c"; return 0
  fi
  echo "postern: no JDK 25 or newer found: install one (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 2
}

find_mvn() {
  command -v mvn >/dev/null || {
    echo "postern: no Maven found: install Maven 3.8 or newer (for example 'apt install maven') and put mvn on the PATH." >&2
    exit 2
  }
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
}
