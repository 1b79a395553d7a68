#include "base/result.h"

namespace tarsach {

int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage: return 2;
    case ErrorCode::kNotFound: return 1;
    case ErrorCode::kBadData: return 65;
    case ErrorCode::kUnavailable: return 69;
    case ErrorCode::kLocked:
    case ErrorCode::kTimeout: return 75;
    case ErrorCode::kConfiguration: return 78;
    case ErrorCode::kInternal: return 70;
  }
  return 70;
}

std::string describe(const Error& error) {
  std::string text = "error: " + error.message;
  if (!error.hint.empty()) text += "\n  hint: " + error.hint;
  return text;
}

}  // namespace tarsach
