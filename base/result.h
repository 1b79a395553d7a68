// An expected failure is a value, not an exception: what went wrong for the operator, what to do for the user.
//
//   Result<File> open(const Path&);
//   TARSACH_TRY(auto file, open(path));           // returns the error to our caller, if there is one
//   return fail(ErrorCode::kBadData, "articles.jsonl:7: no closing quote", "check the line with jq");
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace tarsach {

enum class ErrorCode : std::uint8_t {
  kUsage,          // the caller asked for something that does not make sense
  kNotFound,       // what was named does not exist (a document, a facet value)
  kBadData,        // an input file, an article or an index that cannot be understood
  kUnavailable,    // no index or no service there
  kLocked,         // somebody else is writing
  kConfiguration,  // an option or a configuration file is wrong
  kTimeout,        // a deadline passed
  kInternal,       // a disk that fails, a library that refuses
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;  // one line, without a full stop; names the file, the line, the parameter
  std::string hint;     // what to do about it; may be empty
};

template <typename T = void>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

/// The exit status of a program that ends with this error (api: 2, 65, 69, 75, 78; 70 for what is our own fault).
[[nodiscard]] int exit_status(ErrorCode code);

/// "error: <message>" and, on a second line, "  hint: <hint>" if there is one.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace tarsach

#define TARSACH_CONCAT_INNER(a, b) a##b
#define TARSACH_CONCAT(a, b) TARSACH_CONCAT_INNER(a, b)
#define TARSACH_TRY_INNER(result, variable, expression)          \
  auto result = (expression);                                    \
  if (!result) return tl::unexpected(std::move(result).error()); \
  variable = std::move(*result)
/// Takes the value out of a Result, or returns its error from the enclosing function.
#define TARSACH_TRY(variable, expression) TARSACH_TRY_INNER(TARSACH_CONCAT(result_, __LINE__), variable, expression)
/// The same for a Result<void>.
#define TARSACH_CHECK(expression) \
  if (auto checked_ = (expression); !checked_) return tl::unexpected(std::move(checked_).error())
