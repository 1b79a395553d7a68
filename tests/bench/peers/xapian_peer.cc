// Xapian used plainly: its own term generator, match spy and snippets.
#include <xapian.h>

#include <filesystem>

#include "tests/bench/peers/plain_peer.h"

namespace peers {
namespace {

/// Our rules as a stemmer of Xapian's.
class Rules final : public Xapian::StemImplementation {
 public:
  std::string operator()(const std::string& word) override {
    const auto words = analyzer_.analyze(word);
    return words.empty() ? word : words.front().lexeme->lemmas.front();
  }
  [[nodiscard]] std::string get_description() const override { return "rules"; }

 private:
  Analyzer analyzer_;
};

void index(const char* articles, const char* folder) {
  std::filesystem::remove_all(folder);
  const std::string loose = std::string(folder) + ".loose";
  std::filesystem::remove_all(loose);
  {
    Xapian::WritableDatabase database(loose, Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem(new Rules));
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL_Z);
    for_each_article(articles, [&](const Json& json) {
      Xapian::Document document;
      generator.set_document(document);
      generator.set_termpos(0);
      generator.index_text(json.at("title").get<std::string>(), 1, "S");
      generator.index_text(json.at("body").get<std::string>());
      document.add_boolean_term("Y" + json.at("date").get<std::string>().substr(0, 4));
      for (const Json& event : json.at("events")) document.add_boolean_term("XE" + event.get<std::string>());
      for (const Json& topic : json.at("topics")) document.add_boolean_term("XT" + topic.get<std::string>());
      document.set_data(json.dump());
      database.add_document(document);
    });
    database.commit();
    database.compact(folder);
  }
  std::filesystem::remove_all(loose);
}

void load(const char* folder, Columns& columns) {
  const Xapian::Database database{std::string(folder)};
  for (Xapian::docid number = 1; number <= database.get_lastdocid(); ++number)
    columns.add(Json::parse(database.get_document(number).get_data()));
}

class Counter final : public Xapian::MatchSpy {
 public:
  explicit Counter(const Columns& columns) : columns_(columns) {}
  void operator()(const Xapian::Document& document, double /*weight*/) override {
    columns_.count(document.get_docid(), counts);
  }
  const Columns& columns_;
  Columns::Counts counts = columns_.no_counts();
};

class Reader final : public Engine {
 public:
  explicit Reader(const char* folder) : database_{std::string(folder)} {}

  Json search(const Request& request, const Columns& columns) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query(request));
    Counter counter(columns);
    if (request.full) enquire.add_matchspy(&counter);
    const Xapian::MSet found = enquire.get_mset(0, kHits, database_.get_doccount());  // looks at all: exact totals
    Json answer = {{"totalHits", found.get_matches_estimated()}, {"hits", Json::array()}};
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      const Json article = Json::parse(hit.get_document().get_data());
      Json shown = shown_article(article, hit.get_weight());
      if (request.full)
        shown["formatted"]["body"] = found.snippet(
            article.at("body").get<std::string>(), 400, stemmer_,
            Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE, "<mark>", "</mark>");
      answer["hits"].push_back(std::move(shown));
    }
    if (request.full) answer["facets"] = columns.shown(counter.counts);
    return answer;
  }

 private:
  Xapian::Query query(const Request& request) {
    using Xapian::Query;
    std::vector<Query> words;
    for (const std::string& term : terms_of(analyzer_, request.words))
      words.emplace_back(Query::OP_OR, Query("Z" + term),
                         Query(Query::OP_SCALE_WEIGHT, Query("ZS" + term), kTitleWeight));
    Query made(request.all ? Query::OP_AND : Query::OP_OR, words.begin(), words.end());
    if (!request.year.empty()) made = Query(Query::OP_FILTER, made, Query("Y" + request.year));
    if (!request.event.empty()) made = Query(Query::OP_FILTER, made, Query("XE" + request.event));
    if (!request.topic.empty()) made = Query(Query::OP_FILTER, made, Query("XT" + request.topic));
    return made;
  }

  Xapian::Database database_;
  Analyzer analyzer_;
  Xapian::Stem stemmer_{new Rules};
};

}  // namespace

const Kind kXapian = {"xapian", index, load,
                      [](const char* place) -> std::unique_ptr<Engine> { return std::make_unique<Reader>(place); }};

}  // namespace peers
