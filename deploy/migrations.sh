#!/usr/bin/env bash
# Makes the one migration of each provider anew, for the services named (default: all). Until the first release each provider
# has exactly one.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore > /dev/null
services=("$@")
[ $# -gt 0 ] || services=(Registry Ordering Subsidy Kitchen Dispatch Care)
for service in "${services[@]}"; do
  rm -rf "services/$service/Data/Sqlite/Migrations" "services/$service/Data/SqlServer/Migrations"
done
dotnet build deploy/tools/Migrations -v q
for service in "${services[@]}"; do
  for provider in Sqlite SqlServer; do
    dotnet ef migrations add Initial --no-build --context "$provider${service}DbContext" \
      --project "services/$service" --startup-project deploy/tools/Migrations --output-dir "Data/$provider/Migrations"
  done
done
