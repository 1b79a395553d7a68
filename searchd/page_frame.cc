#include "base/version.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

Html form(const Search& search) {
  const auto language = language_of(search);
  return fill(
      "form.html",
      {{"label", say(Phrase::kSearchLabel, language)},
       {"query", escape(search.request.query)},
       {"placeholder", say(Phrase::kPlaceholder, language)},
       {"limit", escape(std::to_string(query::kMaxQueryCharacters))},
       {"hidden", markup(language == Language::kEnglish ? R"(<input type="hidden" name="ui" value="en">)" : "")},
       {"button", say(Phrase::kSearch, language)}});
}

}  // namespace

Search in_other_language(Search search) {
  search.language = language_of(search) == Language::kEnglish ? Language::kBulgarian : Language::kEnglish;
  return search;
}

std::string lay_out(const Frame& frame, const Html& content) {
  const auto language = language_of(frame.search);
  const auto other = language == Language::kEnglish ? Language::kBulgarian : Language::kEnglish;
  return fill("layout.html",
              {{"language", markup(tag(language))},
               {"kind", markup(frame.kind)},
               {"title", escape(frame.title)},
               {"description", say(Phrase::kTagline, language)},
               {"robots", markup(frame.indexing == Indexing::kNot ? R"(<meta name="robots" content="noindex">)" : "")},
               {"links", frame.links},
               {"version", escape(commit())},
               {"ui", markup(language == Language::kEnglish ? "?ui=en" : "")},
               {"skip", say(Phrase::kSkip, language)},
               {"home", link_to(empty_search(frame.search))},
               {"name", say(Phrase::kName, language)},
               {"form", form(frame.search)},
               {"otherhref", frame.other_language},
               {"othertag", markup(tag(other))},
               {"othername", say(Phrase::kOtherLanguage, language)},
               {"content", content},
               {"tagline", say(Phrase::kTagline, language)}})
      .text;
}

}  // namespace tarsach::searchd
