// The only place where Xapian's exceptions end; and those of the standard library, which a damaged table can provoke in
// it.
//
//   TARSACH_TRY(auto count, xapian_try("counting documents", [&] { return db.get_doccount(); }));
#pragma once

#include <xapian.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "base/result.h"

namespace tarsach::schema {

/// Whether the system refused something (no room, no descriptors, a failing disk), which says nothing about the data;
/// that a file is missing does.
[[nodiscard]] inline bool is_refused_by_system(const Xapian::Error& error) {
  const char* reason = error.get_error_string();
  return reason != nullptr && std::strcmp(reason, std::strerror(ENOENT)) != 0;
}

/// Whether another host told of it, or did not answer: such errors name the connection.
[[nodiscard]] inline bool is_of_other_host(const Xapian::Error& error) {
  return error.get_context().find("remote:") != std::string::npos;
}

/// Runs `action`; a Xapian::Error becomes kInternal (kBadData for a corrupt or foreign database, kLocked for a
/// locked one, kTimeout for a passed deadline, kUnavailable for another host that does not answer), "<doing>: <Xapian's
/// message>". So does want of memory.
template <typename Action>
[[nodiscard]] auto xapian_try(const char* doing, Action&& action) -> Result<std::invoke_result_t<Action>> {
  const auto failed = [doing](ErrorCode code, const Xapian::Error& error) {
    return fail(code, std::string(doing) + ": " + error.get_description());
  };
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Action>>) {
      std::forward<Action>(action)();
      return {};
    } else {
      return std::forward<Action>(action)();
    }
  } catch (const Xapian::NetworkTimeoutError& error) {  // thrown by our own watch when a deadline passes
    if (is_of_other_host(error)) return failed(ErrorCode::kUnavailable, error);
    return fail(ErrorCode::kTimeout, std::string(doing) + ": " + error.get_msg());
  } catch (const Xapian::DatabaseLockError& error) {
    return failed(ErrorCode::kLocked, error);
  } catch (const Xapian::NetworkError& error) {
    return failed(ErrorCode::kUnavailable, error);
  } catch (const Xapian::DatabaseError& error) {
    if (is_of_other_host(error)) return failed(ErrorCode::kUnavailable, error);
    return failed(is_refused_by_system(error) ? ErrorCode::kInternal : ErrorCode::kBadData, error);
  } catch (const Xapian::Error& error) {
    return failed(ErrorCode::kInternal, error);
  } catch (const std::length_error&) {
    return fail(ErrorCode::kBadData, std::string(doing) + ": a table tells of more than there can be");
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kInternal, std::string(doing) + ": there is not enough memory");
  }
}

}  // namespace tarsach::schema
