#!/usr/bin/env bash
# Takes README's pictures anew from a running demonstration town, and the approved look of a slip in the browser.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build tests/MealDispatch.Browser.Tests -v q -nologo -clp:NoSummary
dotnet test artifacts/bin/MealDispatch.Browser.Tests/debug/MealDispatch.Browser.Tests.dll --filter "FullyQualifiedName~PicturesTests" || true
mkdir -p services/docs/pictures
cp artifacts/pictures/{menu,order,kitchen,town}.png services/docs/pictures/
