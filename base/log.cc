#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

namespace tarsach::log {
namespace {

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%SZ %^%l%$ %v";
constexpr const char* kJsonPattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";
constexpr std::array kLevels = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};

/// A JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool is_control(char character) { return static_cast<unsigned char>(character) < 0x20 || character == 0x7f; }

/// A message from outside must not be able to begin a line of its own.
std::string one_line(std::string_view text) {
  for (const char character : text) {
    if (is_control(character)) {
      const std::string safe = json_string(text);
      return safe.substr(1, safe.size() - 2);
    }
  }
  return std::string(text);
}

/// As it is, or quoted when a reader could not tell where it ends.
std::string text_value(const std::string& value) {
  for (const char character : value) {
    if (character == ' ' || character == '"' || character == '=' || is_control(character)) return json_string(value);
  }
  return value.empty() ? "\"\"" : value;
}

std::string text_payload(std::string_view message, std::initializer_list<Field> fields) {
  std::string line = one_line(message);
  for (const auto& [name, value] : fields) line.append(" ").append(name).append("=").append(text_value(value));
  return line;
}

std::string json_payload(std::string_view message, std::initializer_list<Field> fields) {
  std::string line = "\"message\":" + json_string(message);
  for (const auto& [name, value] : fields)
    line.append(",").append(json_string(name)).append(":").append(json_string(value));
  return line;
}

bool colours_are_unwanted() {
  const char* wish = std::getenv("NO_COLOR");  // https://no-color.org: set and not empty
  return wish != nullptr && *wish != '\0';
}

/// What stands between us and standard error; made when the first line is written.
class Output {
 public:
  Output() {
    const auto mode = colours_are_unwanted() ? spdlog::color_mode::never : spdlog::color_mode::automatic;
    logger_ = std::make_unique<spdlog::logger>("tarsach", std::make_shared<spdlog::sinks::stderr_color_sink_mt>(mode));
    logger_->flush_on(spdlog::level::trace);
    set_format(Format::kText);
  }

  void set_level(Level least) { logger_->set_level(kLevels.at(static_cast<std::size_t>(least))); }

  void set_format(Format format) {
    format_ = format;
    logger_->set_pattern(format == Format::kJson ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc);
  }

  void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
    const auto spdlog_level = kLevels.at(static_cast<std::size_t>(level));
    if (!logger_->should_log(spdlog_level)) return;
    const auto payload = format_ == Format::kJson ? json_payload(message, fields) : text_payload(message, fields);
    logger_->log(spdlog_level, spdlog::string_view_t(payload.data(), payload.size()));
  }

 private:
  std::unique_ptr<spdlog::logger> logger_;
  std::atomic<Format> format_ = Format::kText;
};

Output& output() {
  static const auto kept = std::make_unique<Output>();
  return *kept;
}

}  // namespace

void set_level(Level least) { output().set_level(least); }
void set_format(Format format) { output().set_format(format); }

void debug(std::string_view message, std::initializer_list<Field> fields) {
  output().write(Level::kDebug, message, fields);
}
void info(std::string_view message, std::initializer_list<Field> fields) {
  output().write(Level::kInfo, message, fields);
}
void warning(std::string_view message, std::initializer_list<Field> fields) {
  output().write(Level::kWarning, message, fields);
}
void error(std::string_view message, std::initializer_list<Field> fields) {
  output().write(Level::kError, message, fields);
}

}  // namespace tarsach::log
