#include "base/version.h"

namespace tarsach {

std::string_view version() { return TARSACH_VERSION; }
std::string_view commit() { return TARSACH_COMMIT; }
std::string_view commit_date() { return TARSACH_COMMIT_DATE; }

std::string version_text(std::string_view program, unsigned schema_version, unsigned analysis_version) {
  return std::string(program) + " " + std::string(version()) + " (commit " + std::string(commit()) + ", schema " +
         std::to_string(schema_version) + ", analysis " + std::to_string(analysis_version) + ")";
}

}  // namespace tarsach
