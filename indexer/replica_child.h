// Another program that runs beside ours and is spoken to line by line. It does not outlive us.
//
//   TARSACH_TRY(Child child, Child::start({"ssh", "west", "…"}));
//   TARSACH_CHECK(child.say("{…}"));
//   TARSACH_TRY(const std::string answer, child.hear(std::chrono::seconds(60)));
//   if (child.end() != 0) …
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"

namespace tarsach::indexer {

class Child {
 public:
  static constexpr std::size_t kMaxLineBytes = 64 * 1024;

  /// Its standard error is ours. A program that is not there ends with status 127. Call it before there are threads.
  [[nodiscard]] static Result<Child> start(std::vector<std::string> words);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();  // ends it

  /// kUnavailable if it has ended.
  [[nodiscard]] Result<void> say(const std::string& line) const;
  /// The next line; kUnavailable if there is none, kTimeout if it takes too long, kBadData if it is too long.
  [[nodiscard]] Result<std::string> hear(std::chrono::seconds most);
  /// Says no more, waits for its end; the exit status, or 128 + the signal.
  [[nodiscard]] int end();

 private:
  Child(pid_t process, int socket) : process_(process), socket_(socket) {}

  pid_t process_ = -1;
  int socket_ = -1;  // its standard input and output
  std::string heard_;
};

}  // namespace tarsach::indexer
