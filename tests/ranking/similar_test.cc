// What is like what, held in goldens: a change of analysis, translation or weights shows here as a diff, a line an
// article.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "tests/ranking/collection.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

using testing::shared_path;
using testing::source_path;

constexpr std::size_t kShown = 3;

std::vector<Hit> articles_of(const Collection& collection) {
  Request everything{.limit = 100, .facets = {}, .highlight = false};
  std::vector<Hit> articles = value_of(collection.engine().search(everything, Deadline::never())).hits;
  std::sort(articles.begin(), articles.end(), [](const Hit& a, const Hit& b) { return a.id < b.id; });
  return articles;
}

bool tell_of_same_event(const Hit& a, const Hit& b) {
  return std::any_of(a.events.begin(), a.events.end(), [&](const LabelledId& event) {
    return std::any_of(b.events.begin(), b.events.end(), [&](const LabelledId& other) { return other.id == event.id; });
  });
}

/// "txt/a .41* b .10": a star for the same event.
std::string line_of(const Hit& article, const std::vector<Hit>& hits) {
  std::string line;
  for (std::size_t i = 0; i < std::min(hits.size(), kShown); ++i) {
    std::array<char, 16> score{};
    std::snprintf(score.data(), score.size(), " %.2f", hits[i].score);
    line += "  " + hits[i].id + score.data() + (tell_of_same_event(article, hits[i]) ? "*" : "");
  }
  return line.empty() ? "  –" : line;
}

/// Of the articles about an event of this one, how many come before all others.
struct Mates {
  std::size_t all = 0, first = 0;
};

void count_mates(const Hit& article, const std::vector<Hit>& mates, const std::vector<Hit>& found, Mates& counted) {
  counted.all += mates.size();
  for (std::size_t i = 0; i < std::min(mates.size(), found.size()); ++i)
    if (tell_of_same_event(article, found[i])) ++counted.first;
}

TEST(SimilarArticles, OfTheSampleAreAsTheyWereRead) {
  const Collection sample(source_path("corpus/sample"));
  const std::vector<Hit> articles = articles_of(sample);
  std::string lines;
  Mates same, other;
  for (const Hit& article : articles) {
    const Similar similar = value_of(sample.engine().similar({article.id, 10}, Deadline::never()));
    lines += article.id + "\n  same: " + line_of(article, similar.same_language) +
             "\n  other:" + line_of(article, similar.other_language) + "\n";
    std::vector<Hit> same_mates, other_mates;
    for (const Hit& mate : articles)
      if (mate.id != article.id && tell_of_same_event(article, mate))
        (mate.language == article.language ? same_mates : other_mates).push_back(mate);
    count_mates(article, same_mates, similar.same_language, same);
    count_mates(article, other_mates, similar.other_language, other);
  }
  const auto of = [](const Mates& mates) { return std::to_string(mates.first) + " of " + std::to_string(mates.all); };
  lines += "articles about the same event that come before all others: " + of(same) + " in the same language, " +
           of(other) + " in the other one\n";
  testing::compare_with_golden("ranking/similar.txt", lines);
}

/// The news in both languages as one file of articles, the language before each id.
std::filesystem::path news_in_both_languages(const testing::TemporaryFolder& folder) {
  const std::filesystem::path path = folder.path() / "news.jsonl";
  std::string command;
  for (const std::string language : {"en", "bg"})
    command += "zcat " + (shared_path("data") / ("news_" + language + ".jsonl.gz")).string() +
               " | sed 's/^{\"id\": \"/&" + language + ":/' >> " + path.string() + "; ";
  if (const auto made = testing::run_program({"/bin/sh", "-c", command}); made.status != 0)
    throw std::runtime_error(made.error);
  return path;
}

std::string twin_of(const std::string& id) { return (id.starts_with("en:") ? "bg:" : "en:") + id.substr(3); }

TEST(SimilarArticles, HaveTheTranslationOfAnArticleFirstAmongTheOtherLanguage) {
  if (!std::filesystem::exists(shared_path("data")))
    GTEST_SKIP() << "the articles lie beside the checkout only for developers";
  const testing::TemporaryFolder folder;
  const Collection news(news_in_both_languages(folder));
  const Request english{.filters = {{schema::Field::kLanguage, {"en"}, {}}}, .limit = 200, .facets = {}};
  std::array<std::size_t, 2> first{};
  const std::vector<Hit> articles = value_of(search_deep(news.engine(), english, Deadline::never())).hits;
  for (const Hit& article : articles)
    for (const std::string& id : {article.id, twin_of(article.id)}) {
      const Similar similar = value_of(news.engine().similar({id, 1}, Deadline::never()));
      const bool is_first = !similar.other_language.empty() && similar.other_language[0].id == twin_of(id);
      if (is_first) ++first[id == article.id ? 0 : 1];
    }
  const std::string all = " of " + std::to_string(articles.size());
  testing::compare_with_golden("ranking/translations.txt", "# the translation comes first\nen → bg  " +
                                                               std::to_string(first[0]) + all + "\nbg → en  " +
                                                               std::to_string(first[1]) + all + "\n");
}

}  // namespace
}  // namespace tarsach::query
