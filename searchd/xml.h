// Well-formed XML 1.0, element by element: whatever the text, it can not become markup.
//
//   Xml xml;
//   xml.open("feed", {{"xmlns", kAtom}});
//   xml.leaf("title", "a < b");                       // <title>a &lt; b</title>
//   xml.empty("link", {{"href", address}});
//   xml.close();
//   return xml.take();
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tarsach::searchd {

class Xml {
 public:
  /// Names are ours, values come from anywhere. An attribute with an empty value is left out.
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Xml();
  void open(std::string_view name, Attributes attributes = {});
  void close();
  void leaf(std::string_view name, std::string_view text, Attributes attributes = {});
  void empty(std::string_view name, Attributes attributes);

  /// The document; all that was opened is closed.
  [[nodiscard]] std::string take();

 private:
  void begin(std::string_view name, Attributes attributes);

  std::string text_;
  std::vector<std::string> open_;
};

/// For text and for values in double quotes. What XML 1.0 can not hold (2.2: control characters, U+FFFE, U+FFFF) and
/// broken UTF-8 become U+FFFD.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace tarsach::searchd
