// What the operator reads on standard error. Every line goes out in one write; any thread may log.
//
//   log::set_format(log::Format::kJson);            // the daemon: one JSON object a line
//   log::info("index opened", {{"generation", 42}, {"took_ms", 1.5}, {"path", "index"}});
//
// A program that must not wait for whoever reads its log keeps a Background while it works:
//
//   const log::Background background;               // before other threads; lines are handed to a thread of its own
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tarsach::log {

enum class Level : std::uint8_t { kDebug, kInfo, kWarning, kError };
enum class Format : std::uint8_t { kText, kJson };

/// Of a field: in JSON a number is a number, a list is an array; in text a list has commas.
class Value {
 public:
  using List = std::vector<std::string>;

  // NOLINTBEGIN(google-explicit-constructor): fields are written as they are, {"status", 200}
  Value(std::string text) : value_(std::move(text)) {}
  Value(std::string_view text) : value_(std::string(text)) {}
  Value(const char* text) : value_(std::string(text)) {}
  Value(List list) : value_(std::move(list)) {}
  Value(bool value) : value_(value) {}
  Value(double value) : value_(value) {}
  template <std::signed_integral Integer>
  Value(Integer value) : value_(static_cast<std::int64_t>(value)) {}
  template <std::unsigned_integral Integer>
  Value(Integer value) : value_(static_cast<std::uint64_t>(value)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] const auto& get() const { return value_; }

 private:
  std::variant<std::string, List, bool, double, std::int64_t, std::uint64_t> value_;
};

using Field = std::pair<std::string_view, Value>;

void set_level(Level least);
void set_format(Format format);

void write(Level level, std::string_view message, std::span<const Field> fields);
void debug(std::string_view message, std::initializer_list<Field> fields = {});
void info(std::string_view message, std::initializer_list<Field> fields = {});
void warning(std::string_view message, std::initializer_list<Field> fields = {});
void error(std::string_view message, std::initializer_list<Field> fields = {});

/// While it lives, whoever logs does not wait for standard error: a thread writes what stands in a queue of bounded
/// size. When the reader is too slow, or the disk is full, lines are dropped and counted, and a line says so as soon as
/// one can be written. Its destructor gives the queue a moment to empty and then leaves. One at a time, made before and
/// destroyed after the other threads that log. Standard descriptors that are closed are opened on /dev/null, for
/// otherwise the next file or socket that is opened would get the log.
class Background {
 public:
  Background();
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
};

/// Lines that a Background could not write, since the program was started.
[[nodiscard]] std::uint64_t dropped_lines();

}  // namespace tarsach::log
