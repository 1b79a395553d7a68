#include "searchd/xml.h"

#include <gtest/gtest.h>

namespace tarsach::searchd {
namespace {

TEST(Xml, IsWrittenElementByElement) {
  Xml xml;
  xml.open("a", {{"b", "1"}, {"c", ""}});
  xml.leaf("d", "text");
  xml.open("e");
  xml.empty("f", {{"g", "2"}});
  EXPECT_EQ(
      xml.take(),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1\">\n <d>text</d>\n <e>\n  <f g=\"2\"/>\n </e>\n</a>\n");
}

TEST(Xml, LetsNoTextBecomeMarkup) {
  EXPECT_EQ(escape_xml("<b a=\"x\">&amp;]]></b>"), "&lt;b a=&quot;x&quot;&gt;&amp;amp;]]&gt;&lt;/b&gt;");
  Xml xml;
  xml.empty("a", {{"href", "\" onload=\"x"}});
  EXPECT_NE(xml.take().find("href=\"&quot; onload=&quot;x\""), std::string::npos);
}

TEST(Xml, ReplacesWhatItCanNotHold) {
  const std::string replaced = "\xEF\xBF\xBD";
  EXPECT_EQ(escape_xml(std::string("a\0b", 3)), "a" + replaced + "b");
  EXPECT_EQ(escape_xml("\x01\x1F\x7F"), replaced + replaced + "\x7F");
  EXPECT_EQ(escape_xml("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"), replaced + replaced + replaced);
  EXPECT_EQ(escape_xml("\xED\xA0\x80"), replaced + replaced + replaced);  // a surrogate
  EXPECT_EQ(escape_xml("я\xD1"), "я" + replaced);
}

TEST(Xml, KeepsWhiteSpaceAsItIs) { EXPECT_EQ(escape_xml("a\tb\nc\rd e"), "a&#9;b&#10;c&#13;d e"); }

}  // namespace
}  // namespace tarsach::searchd
