// Writes JSON (RFC 8259) on one line at the end of a string, in the order in which it is told; no tree is built,
// nothing is sorted. Commas come by themselves.
//
//   std::string text;
//   JsonWriter json(text);
//   json.begin_object().member("id", 7).key("names").begin_array().value("а\n").end_array().end_object();
//   text == R"({"id":7,"names":["а\n"]})"
//
// That what is begun is ended is up to the caller. Numbers and strings look as those of nlohmann::json do, which reads
// them back: a real number in the fewest digits that do, always with a point or an exponent.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach {

/// With its quotes. Only quotes, backslashes and control characters are escaped. Of broken UTF-8 each part that can
/// not belong to a character becomes one U+FFFD (Unicode 15, 3.9, "U+FFFD Substitution of Maximal Subparts").
void append_json_string(std::string& to, std::string_view text);

class JsonWriter {
 public:
  enum class Place : std::uint8_t { kFirst, kAfterAnother };  // of what comes next among its members or values

  /// `to` must outlive the writer.
  explicit JsonWriter(std::string& to, Place place = Place::kFirst)
      : to_(to), needs_comma_(place == Place::kAfterAnother) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }

  /// Of the member whose value comes next. Written as it is: a name of ours has nothing to escape.
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }  // else it would be a bool
  JsonWriter& value(double number);                                              // null if it is not finite
  JsonWriter& value(std::same_as<bool> auto truth) { return literal(truth ? "true" : "false"); }
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) JsonWriter& value(T number) { return natural(number); }
  JsonWriter& value(std::signed_integral auto number) { return integer(number); }
  JsonWriter& null() { return literal("null"); }

  template <typename T>
  JsonWriter& member(std::string_view name, const T& what) {
    return key(name).value(what);
  }

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  JsonWriter& literal(std::string_view text);
  JsonWriter& natural(std::uint64_t number);
  JsonWriter& integer(std::int64_t number);
  void separate() {
    if (needs_comma_) to_ += ',';
    needs_comma_ = true;
  }

  std::string& to_;
  bool needs_comma_;
};

}  // namespace tarsach
