#include "base/log.h"

#include <fcntl.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>

#include "base/json_writer.h"
#include "base/line_writer.h"

namespace tarsach::log {
namespace {

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%SZ %^%l%$ %v";
constexpr const char* kJsonPattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";
constexpr std::size_t kUsualLine = 512;                 // bytes
constexpr std::chrono::milliseconds kFlushTime(1'000);  // at the end of a Background
constexpr std::array kLevels = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};

std::string json_string(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
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

template <typename... Cases>
struct Visitor : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Visitor(Cases...) -> Visitor<Cases...>;

void append_json(std::string& line, const Value& value) {
  JsonWriter json(line);
  std::visit(Visitor{[&](const Value::List& list) {
                       json.begin_array();
                       for (const std::string& text : list) json.value(text);
                       json.end_array();
                     },
                     [&](const auto& plain) { json.value(plain); }},
             value.get());
}

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.get())) return text_value(*text);
  const auto* list = std::get_if<Value::List>(&value.get());
  std::string joined;
  if (list == nullptr) {
    append_json(joined, value);
    return joined;
  }
  for (const std::string& text : *list) joined.append(joined.empty() ? "" : ",").append(text);
  return text_value(joined);
}

std::string text_payload(std::string_view message, std::span<const Field> fields) {
  std::string line = one_line(message);
  for (const auto& [name, value] : fields) line.append(" ").append(name).append("=").append(text_of(value));
  return line;
}

/// Members of an object whose brackets the pattern has.
std::string json_payload(std::string_view message, std::span<const Field> fields) {
  std::string line = "\"message\":";
  line.reserve(kUsualLine);
  append_json_string(line, message);
  for (const auto& [name, value] : fields) {
    line += ',';
    append_json_string(line, name);
    line += ':';
    append_json(line, value);
  }
  return line;
}

bool colours_are_unwanted() {
  const char* wish = std::getenv("NO_COLOR");  // https://no-color.org: set and not empty
  return wish != nullptr && *wish != '\0';
}

/// Hands formatted lines to a LineWriter; it has the mutex and the formatter of every sink.
class QueueSink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit QueueSink(std::shared_ptr<LineWriter> writer) : writer_(std::move(writer)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    writer_->push({line.data(), line.size()});
  }
  void flush_() override {}

 private:
  std::shared_ptr<LineWriter> writer_;
};

/// What stands between us and standard error; made when the first line is written.
class Output {
 public:
  Output() : logger_("tarsach") {
    logger_.flush_on(spdlog::level::trace);
    to_standard_error();
  }

  void set_level(Level least) { logger_.set_level(kLevels.at(static_cast<std::size_t>(least))); }

  void set_format(Format format) {
    format_ = format;
    logger_.set_pattern(format == Format::kJson ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc);
  }

  void write(Level level, std::string_view message, std::span<const Field> fields) {
    const auto spdlog_level = kLevels.at(static_cast<std::size_t>(level));
    if (!logger_.should_log(spdlog_level)) return;
    const auto payload = format_ == Format::kJson ? json_payload(message, fields) : text_payload(message, fields);
    logger_.log(spdlog_level, spdlog::string_view_t(payload.data(), payload.size()));
  }

  void to_background() {
    writer_ = std::make_shared<LineWriter>(STDERR_FILENO);
    writer_->start();
    use(std::make_shared<QueueSink>(writer_));
  }

  /// Whoever would write to a descriptor that takes nothing would wait for ever: then it stays as it is.
  void to_foreground() {
    if (!writer_->stop(kFlushTime)) return;
    dropped_ += writer_->dropped();
    writer_.reset();
    to_standard_error();
    if (dropped_ > 0) log::warning("lines of the log were dropped", {{"lines", dropped_}});
  }

  [[nodiscard]] std::uint64_t dropped() const { return dropped_ + (writer_ ? writer_->dropped() : 0); }

 private:
  void to_standard_error() {
    const auto mode = colours_are_unwanted() ? spdlog::color_mode::never : spdlog::color_mode::automatic;
    use(std::make_shared<spdlog::sinks::stderr_color_sink_mt>(mode));
  }

  void use(spdlog::sink_ptr sink) {
    logger_.sinks() = {std::move(sink)};
    set_format(format_);
  }

  spdlog::logger logger_;
  std::atomic<Format> format_ = Format::kText;
  std::shared_ptr<LineWriter> writer_;
  std::uint64_t dropped_ = 0;  // by writers of before
};

Output& output() {
  static const auto kept = std::make_unique<Output>();
  return *kept;
}

void open_missing_descriptors() {
  for (;;) {
    const int descriptor = open("/dev/null", O_RDWR);
    if (descriptor > STDERR_FILENO) close(descriptor);
    if (descriptor < 0 || descriptor > STDERR_FILENO) return;
  }
}

}  // namespace

void set_level(Level least) { output().set_level(least); }
void set_format(Format format) { output().set_format(format); }

void write(Level level, std::string_view message, std::span<const Field> fields) {
  output().write(level, message, fields);
}
void debug(std::string_view message, std::initializer_list<Field> fields) { write(Level::kDebug, message, fields); }
void info(std::string_view message, std::initializer_list<Field> fields) { write(Level::kInfo, message, fields); }
void warning(std::string_view message, std::initializer_list<Field> fields) { write(Level::kWarning, message, fields); }
void error(std::string_view message, std::initializer_list<Field> fields) { write(Level::kError, message, fields); }

Background::Background() {
  open_missing_descriptors();
  output().to_background();
}
Background::~Background() { output().to_foreground(); }

std::uint64_t dropped_lines() { return output().dropped(); }

}  // namespace tarsach::log
