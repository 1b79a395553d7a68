// What the operator reads on standard error. Every line goes out in one write; any thread may log.
//
//   log::set_format(log::Format::kJson);            // the daemon: one JSON object a line
//   log::info("index opened", {{"generation", "42"}, {"documents", "17118"}});
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tarsach::log {

enum class Level : std::uint8_t { kDebug, kInfo, kWarning, kError };
enum class Format : std::uint8_t { kText, kJson };
using Field = std::pair<std::string_view, std::string>;

void set_level(Level least);
void set_format(Format format);

void debug(std::string_view message, std::initializer_list<Field> fields = {});
void info(std::string_view message, std::initializer_list<Field> fields = {});
void warning(std::string_view message, std::initializer_list<Field> fields = {});
void error(std::string_view message, std::initializer_list<Field> fields = {});

}  // namespace tarsach::log
