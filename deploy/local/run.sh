#!/usr/bin/env bash
# All services as processes on this machine, over a RabbitMQ, with the demonstration town and SQLite: the distributed form to
# look at. Needs a broker on localhost:5672 (guest/guest), or one named by Bus__RabbitMq__Host and so on. Ctrl-C stops all.
#
#   deploy/local/run.sh [folder]      data, keys and logs go to that folder (default: ./data/local)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "${1:-$root/data/local}"
folder=$(cd "${1:-$root/data/local}" && pwd)
mkdir -p "$folder/logs"
with_data=(Registry Ordering Subsidy Kitchen Dispatch Care)
declare -A port=([Web]=5080 [Registry]=5081 [Ordering]=5082 [Subsidy]=5083 [Kitchen]=5084 [Dispatch]=5085 [Care]=5086 [CourierSandbox]=5087 [PrinterSandbox]=5088)
pids=()

export ASPNETCORE_ENVIRONMENT=Development Demo__Enabled=true DOTNET_CLI_TELEMETRY_OPTOUT=1
export Data__Directory=$folder/data Security__KeysDirectory=$folder/keys Bus__Transport=rabbitmq
export Town__PublicUrl=http://localhost:${port[Web]}
export Couriers__FengniaoV2__BaseUrl=http://localhost:${port[CourierSandbox]}/sandbox/fengniao-v2/anubis-webapi
export Couriers__FengniaoV2__AppId=sandbox-app Couriers__FengniaoV2__Secret=sandbox-secret
sandbox=http://localhost:${port[CourierSandbox]}/sandbox
export Couriers__FengniaoV3__BaseUrl=$sandbox/fengniao-v3/anubis-webapi Couriers__FengniaoV3__AppId=sandbox-app
export Couriers__FengniaoV3__Secret=sandbox-secret Couriers__FengniaoV3__MerchantId=100200
export Couriers__Meituan__BaseUrl=$sandbox/meituan/api Couriers__Meituan__AppKey=sandbox-app Couriers__Meituan__Secret=sandbox-secret
export Couriers__Dada__BaseUrl=$sandbox/dada Couriers__Dada__AppKey=sandbox-app Couriers__Dada__Secret=sandbox-secret
export Couriers__Dada__SourceId=100200 Couriers__Dada__CallbackBaseUrl=$Town__PublicUrl CourierSandbox__CallbackBaseUrl=$Town__PublicUrl
export Kitchen__DemoPrinters__FirstPort=9101
export Couriers__FengniaoV2__CallbackBaseUrl=$Town__PublicUrl Couriers__PollSeconds=2
for service in "${with_data[@]}" CourierSandbox PrinterSandbox; do
  export "Web__Services__$service=http://localhost:${port[$service]}"
done

stop() {
  [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2> /dev/null || true
  wait
}
trap stop EXIT
trap 'exit 130' INT TERM

start() { # service, arguments
  ASPNETCORE_URLS=http://localhost:${port[$1]} dotnet "$root/artifacts/bin/$1/debug/$1.dll" "${@:2}" >> "$folder/logs/$1.log" 2>&1 &
  pids+=($!)
}

ready() { # service
  for _ in $(seq 900); do
    if (exec 3<> "/dev/tcp/localhost/${port[$1]}" && printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 && head -1 <&3 | grep -q ' 200 ') 2> /dev/null; then
      return 0
    fi
    sleep 0.2
  done
  echo "$1 is not ready: see $folder/logs/$1.log"
  return 1
}

dotnet build "$root/services/AllInOne" -v q -nologo -clp:NoSummary

# Databases and queues of every service are there before any service publishes.
for service in "${with_data[@]}"; do start "$service" --migrate; done
for i in "${!pids[@]}"; do
  wait "${pids[$i]}" || { echo "${with_data[$i]} --migrate failed: see $folder/logs/${with_data[$i]}.log"; exit 1; }
done
pids=()

for service in "${with_data[@]}" CourierSandbox PrinterSandbox Web; do start "$service"; done
for service in "${!port[@]}"; do ready "$service"; done
echo "MealDispatch is ready at $Town__PublicUrl, each service in a process of its own. Data and logs: $folder"
wait -n || true
echo "A service ended: see $folder/logs"
exit 1
