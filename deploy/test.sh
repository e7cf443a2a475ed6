#!/usr/bin/env bash
# The whole pipeline, the same for people and for CI: install, restore and build, format, tests. Needs the .NET SDK; what the
# tests need beside it (RabbitMQ, Chromium, Chinese fonts) is installed when apt-get and root are there, else those tests show
# as skipped. The last line is "N passed, N failed, N skipped"; the exit code is 0 only when something ran and nothing failed.
#
#   MEALDISPATCH_TEST_RABBITMQ=amqp://user:password@host:5672   use that broker instead of starting one
#   MEALDISPATCH_TEST_REQUIRE=rabbitmq,browser                  what is missing fails instead of being skipped (CI's default)
#   MEALDISPATCH_TEST_SCOPE=full                                longer forms: more crashes, more orders
#   deploy/test.sh Ordering Kitchen                             only these test projects, after building all
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
results=$root/artifacts/test-results
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Processes that live for seconds lose more by instrumenting their code than they win: a fifth of all the time of the tests.
export DOTNET_TieredPGO=0
export RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1
[ "${CI:-}" = true ] && export MEALDISPATCH_TEST_REQUIRE=${MEALDISPATCH_TEST_REQUIRE-rabbitmq,browser}
passed=0 failed=0 skipped=0 broker_is_ours=
only=("$@")

finish() {
  [ -n "$broker_is_ours" ] && rabbitmqctl -q shutdown > /dev/null 2>&1
  dotnet build-server shutdown > /dev/null 2>&1
  return 0
}
trap finish EXIT
trap 'exit 130' INT TERM

stage() { # name, command
  local start=$SECONDS code
  echo "== $1"
  "${@:2}"
  code=$?
  echo "== $1: $((SECONDS - start)) s"
  return $code
}

give_up() {
  echo "$1"
  echo "$passed passed, $((failed + 1)) failed, $skipped skipped"
  exit 1
}

broker_listens() { (exec 3<> /dev/tcp/127.0.0.1/5672) 2> /dev/null; }

install_packages() {
  local missing=()
  [ -n "${MEALDISPATCH_TEST_RABBITMQ:-}" ] || command -v rabbitmq-server > /dev/null || missing+=(rabbitmq-server)
  command -v chromium > /dev/null || missing+=(chromium)
  [ -n "$(ls /usr/share/fonts/opentype/noto/*CJK* 2> /dev/null)" ] || missing+=(fonts-noto-cjk)
  if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    # Packages must not start their own services: the broker is started below, for the time of the tests.
    local policy=/usr/sbin/policy-rc.d
    [ -e $policy ] && policy= || { printf '#!/bin/sh\nexit 101\n' > $policy; chmod +x $policy; }
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } > "$results/apt.log" 2>&1 \
      || { tail -5 "$results/apt.log"; echo "could not install ${missing[*]}"; }
    [ -z "$policy" ] || rm -f $policy
  elif [ ${#missing[@]} -gt 0 ]; then
    echo "not there, and not installed without root and apt-get: ${missing[*]}"
  fi
}

start_broker() {
  [ -z "${MEALDISPATCH_TEST_RABBITMQ:-}" ] || return 0
  command -v rabbitmq-server > /dev/null || return 0
  if ! broker_listens; then
    rabbitmq-server -detached > /dev/null 2>&1
    broker_is_ours=yes
    for _ in $(seq 150); do broker_listens && break; sleep 0.2; done
    broker_listens || { echo "RabbitMQ did not start"; return 0; }
  fi
  rabbitmqctl -q await_startup --timeout 60 > /dev/null 2>&1 || { echo "RabbitMQ did not start up"; return 0; }
  export MEALDISPATCH_TEST_RABBITMQ=amqp://guest:guest@127.0.0.1:5672
}

build() {
  dotnet restore MealDispatch.sln --locked-mode -v q || return
  local build=(dotnet build MealDispatch.sln --no-restore -v q -nologo -clp:NoSummary -m:2)
  # Unused usings are an error here and only here: while writing they are in nobody's way.
  "${build[@]}" -p:WarningsAsErrors=IDE0005 > "$results/build.log" && return
  cat "$results/build.log"
  grep -E ': error ' "$results/build.log" | grep -qv 'error IDE0005' && return 1
  failed=$((failed + 1))
  "${build[@]}"
}

check_format() { dotnet format whitespace . --folder --verify-no-changes --exclude artifacts; }

test_project() { # project
  local name=$1 trx=$results/$1.trx start=$SECONDS counters
  rm -f "$trx"
  timeout "${MEALDISPATCH_TEST_TIMEOUT:-1200}" dotnet test "artifacts/bin/$name/debug/$name.dll" \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" > "$results/$name.log" 2>&1
  local code=$? total executed ok
  counters=$(grep -o '<Counters [^>]*>' "$trx" 2> /dev/null)
  number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  total=$(number total) executed=$(number executed) ok=$(number passed)
  if [ -z "$total" ]; then
    echo "$name did not report (exit code $code):"
    tail -20 "$results/$name.log"
    failed=$((failed + 1))
    return
  fi
  local bad=$((executed - ok))
  # A run that broke off has counted what came before it.
  [ "$bad" -gt 0 ] || [ $code -eq 0 ] || bad=1
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - executed))
  printf '%-42s %4d passed %3d failed %3d skipped %4d s\n' "$name" "$ok" "$bad" $((total - executed)) $((SECONDS - start))
  [ "$bad" -eq 0 ] || grep -vE '^\[xUnit|^Test run for|^A total of|^Results File|^\s*$' "$results/$name.log" | cut -c1-400 | head -150
  sed -n '/outcome="NotExecuted"/,/<\/UnitTestResult>/{s/.*testName="\([^"]*\)".*/  skipped: \1/p;s/.*<Message>\(.*\)<\/Message>.*/    \1/p}' "$trx"
}

wanted() { # project
  [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" ${1#MealDispatch.} "* || " ${only[*]} " == *" $(sed 's/^MealDispatch\.//;s/\.\?Tests$//' <<< "$1") "* ]]
}

test_projects() { # projects
  local name
  for name in "$@"; do
    wanted "$name" && test_project "$name"
  done
  return 0
}

mkdir -p "$results"
slices=()
for folder in tests/*.Tests; do
  name=$(basename "$folder")
  [ "$name" = MealDispatch.Browser.Tests ] || slices+=("$name")
done

# Downloading and looking at white space leave the processors to the compiler: they go on beside the build.
stage install install_packages > "$results/install.log" 2>&1 &
install=$!
stage format check_format > "$results/format.log" 2>&1 &
format=$!
stage "restore and build" build || give_up "The build failed."
wait $install
cat "$results/install.log"
wait $format || { failed=$((failed + 1)); echo "Run: dotnet format whitespace . --folder --exclude artifacts" >> "$results/format.log"; }
cat "$results/format.log"
start_broker
stage "unit and slices" test_projects "${slices[@]}"
stage system test_projects MealDispatch.SystemTests
stage browser test_projects MealDispatch.Browser.Tests
echo "all stages: $SECONDS s"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $((passed)) -gt 0 ]
