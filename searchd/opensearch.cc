#include "searchd/opensearch.h"

#include "searchd/http.h"
#include "searchd/wording.h"
#include "searchd/xml.h"

namespace tarsach::searchd {
std::string open_search_description(std::string_view site, Language language) {
  const std::string from(site);
  const std::string ui = language == Language::kEnglish ? "&ui=en" : "";
  const std::string own = language == Language::kEnglish ? "?ui=en" : "";
  Xml xml;
  xml.open("OpenSearchDescription", {{"xmlns", "http://a9.com/-/spec/opensearch/1.1/"}});
  xml.leaf("ShortName", words(Phrase::kName, language));
  xml.leaf("Description", words(Phrase::kTagline, language));
  xml.empty("Url", {{"type", "text/html"},
                    {"template", from + "/search?q={searchTerms}&page={startPage?}&per_page={count?}" + ui}});
  xml.empty("Url", {{"type", media_type(kSuggestionsJson)},
                    {"rel", "suggestions"},
                    {"template", from + "/v1/suggest?q={searchTerms}&format=opensearch"}});
  xml.empty("Url", {{"type", media_type(kAtom)},
                    {"template", from + "/feed.atom?q={searchTerms}&page={startPage?}&per_page={count?}" + ui}});
  xml.empty("Url",
            {{"type", media_type(kOpenSearchXml)}, {"rel", "self"}, {"template", from + "/opensearch.xml" + own}});
  xml.leaf("Image", from + "/icon.svg", {{"type", media_type(kSvg)}, {"width", "16"}, {"height", "16"}});
  for (const auto* code : {"bg", "en"}) xml.leaf("Language", code);
  xml.leaf("InputEncoding", "UTF-8");
  xml.leaf("OutputEncoding", "UTF-8");
  return xml.take();
}

}  // namespace tarsach::searchd
