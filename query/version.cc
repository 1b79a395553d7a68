#include "query/version.h"

#include "base/version.h"
#include "schema/manifest.h"
#include "text/analyzer.h"

namespace tarsach::query {

std::uint32_t analysis_version() { return text::kAnalysisVersion; }

std::string version_text(std::string_view program) {
  return tarsach::version_text(program, schema::kSchemaVersion, text::kAnalysisVersion);
}

}  // namespace tarsach::query
