// Sphinx: its indexer reads tab-separated values, its searchd answers SphinxQL on a socket; run.sh starts it. A FACET
// for each facet in one statement, as its documentation advises. It keeps no texts but as attributes in memory.
#include <mysql.h>

#include <filesystem>
#include <mutex>
#include <unordered_map>

#include "tests/bench/peers/plain_peer.h"

namespace peers {
namespace {

constexpr const char* kConfiguration =
    R"(source articles
{
  type = tsvpipe
  tsvpipe_command = cat FOLDER/articles.tsv
  tsvpipe_attr_string = name
  tsvpipe_field_string = title
  tsvpipe_field_string = body
  tsvpipe_attr_string = url
  tsvpipe_attr_string = date
  tsvpipe_attr_uint = year
  tsvpipe_attr_multi = events
  tsvpipe_attr_multi = topics
}
index articles
{
  source = articles
  path = FOLDER/articles
  wordforms = FOLDER/wordforms
  stopwords = FOLDER/stopwords
}
indexer
{
  mem_limit = 512M
}
searchd
{
  listen = FOLDER/socket:mysql41
  pid_file = FOLDER/pid
  log = FOLDER/searchd.log
  binlog_path =
  workers = threads
}
)";

std::string with_folder(std::string text, const std::string& folder) {
  for (std::size_t at = 0; (at = text.find("FOLDER", at)) != std::string::npos;) text.replace(at, 6, folder);
  return text;
}

/// Numbers for values that Sphinx takes as numbers alone.
class Numbers {
 public:
  std::string of(const Json& values) {
    std::string list;
    for (const Json& value : values) {
      const auto name = value.get<std::string>();
      const auto [known, is_new] = numbers_.try_emplace(name, numbers_.size());
      if (is_new) names.push_back(name);
      list += (list.empty() ? "" : ",") + std::to_string(known->second);
    }
    return list;
  }
  Json names = Json::array();

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
};

/// What our rules make of each word: Sphinx has no Bulgarian, and tables of forms are its way to teach it.
class Forms {
 public:
  void add(const std::string& text) {
    for (const auto& word : analyzer_.analyze(text)) {
      const auto& lexeme = *word.lexeme;
      lemmas_.try_emplace(lexeme.form, lexeme.stop_word ? std::string() : lexeme.lemmas.front());
    }
  }
  void write(const std::string& folder) const {
    std::ofstream forms(folder + "/wordforms"), stop_words(folder + "/stopwords");
    for (const auto& [form, lemma] : lemmas_) {
      if (lemma.empty())
        stop_words << form << '\n';
      else if (form != lemma && form.find('-') == std::string::npos)
        forms << form << " > " << lemma << '\n';
    }
  }

 private:
  Analyzer analyzer_;
  std::unordered_map<std::string, std::string> lemmas_;
};

std::string on_a_line(std::string text) {
  std::ranges::replace_if(
      text, [](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; }, ' ');
  return text;
}

void index(const char* articles, const char* place) {
  const std::string folder = std::filesystem::absolute(place).string();
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/sphinx.conf") << with_folder(kConfiguration, folder);
  Numbers events, topics;
  Forms forms;
  {
    std::ofstream rows(folder + "/articles.tsv");
    std::size_t number = 0;
    for_each_article(articles, [&](const Json& article) {
      rows << ++number;
      for (const char* member : {"id", "title", "body", "url", "date"})
        rows << '\t' << on_a_line(article.at(member).get<std::string>());
      rows << '\t' << article.at("date").get<std::string>().substr(0, 4) << '\t' << events.of(article.at("events"))
           << '\t' << topics.of(article.at("topics")) << '\n';
      forms.add(article.at("title").get<std::string>()), forms.add(article.at("body").get<std::string>());
    });
  }
  forms.write(folder);
  std::ofstream(folder + "/values.json") << Json{{"event", events.names}, {"topic", topics.names}};
  if (std::system(("indexer --config '" + folder + "/sphinx.conf' articles").c_str()) != 0) stop("indexer failed");
  std::filesystem::remove(folder + "/articles.tsv");
}

using Rows = std::vector<std::vector<std::string>>;

/// A connection to searchd.
class Client {
 public:
  explicit Client(const std::string& socket) {
    static std::mutex first;  // the library makes itself ready in the first call, for one thread
    const std::lock_guard lock(first);
    handle_ = mysql_init(nullptr);
    if (mysql_real_connect(handle_, nullptr, nullptr, nullptr, nullptr, 0, socket.c_str(), CLIENT_MULTI_STATEMENTS) ==
        nullptr)
      stop(mysql_error(handle_));
  }
  ~Client() { mysql_close(handle_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// A table for each statement.
  std::vector<Rows> ask(const std::string& statements) {
    if (mysql_real_query(handle_, statements.data(), statements.size()) != 0) stop(statements + mysql_error(handle_));
    std::vector<Rows> tables;
    do tables.push_back(table());
    while (mysql_next_result(handle_) == 0);
    if (mysql_errno(handle_) != 0) stop(statements + mysql_error(handle_));
    return tables;
  }

 private:
  Rows table() {
    Rows rows;
    MYSQL_RES* result = mysql_store_result(handle_);
    if (result == nullptr) stop(mysql_error(handle_));
    const unsigned columns = mysql_num_fields(result);
    while (MYSQL_ROW row = mysql_fetch_row(result)) {
      const unsigned long* lengths = mysql_fetch_lengths(result);
      rows.emplace_back();
      for (unsigned i = 0; i < columns; ++i) rows.back().emplace_back(row[i] == nullptr ? "" : row[i], lengths[i]);
    }
    mysql_free_result(result);
    return rows;
  }

  MYSQL* handle_ = nullptr;
};

class Reader final : public Engine {
 public:
  explicit Reader(const std::string& folder) : client_(folder + "/socket") {
    std::ifstream(folder + "/values.json") >> values_;
  }

  Json search(const Request& request, const Columns& /*columns*/) override {
    const auto tables = client_.ask(statements(request));
    Json answer = {{"totalHits", 0}, {"hits", Json::array()}};
    for (const auto& row : tables.back())  // SHOW META
      if (row[0] == "total_found") answer["totalHits"] = std::stoul(row[1]);
    for (const auto& row : tables.front()) {
      answer["hits"].push_back(
          {{"id", row[0]}, {"title", row[1]}, {"url", row[2]}, {"date", row[3]}, {"score", std::stod(row[4])}});
      if (request.full) answer["hits"].back()["formatted"]["body"] = row[5];
    }
    static constexpr std::array kFacets = {"event", "year", "topic"};
    for (std::size_t i = 0; request.full && i < kFacets.size(); ++i)
      answer["facets"][kFacets[i]] = shown(kFacets[i], tables[i + 1]);
    return answer;
  }

 private:
  [[nodiscard]] std::string statements(const Request& request) {
    const std::string words = expression(request);
    std::string text = "SELECT name, title, url, date, WEIGHT() AS score";
    if (request.full)
      text += ", SNIPPET(body, '" + words + "', 'limit=250', 'before_match=<mark>', 'after_match=</mark>')";
    text += " FROM articles WHERE MATCH('" + words + "')";
    if (!request.year.empty()) text += " AND year=" + request.year;
    if (!request.event.empty()) text += " AND events=" + number_of("event", request.event);
    if (!request.topic.empty()) text += " AND topics=" + number_of("topic", request.topic);
    text += " ORDER BY score DESC LIMIT 10 OPTION ranker=bm25, field_weights=(title=2, body=1)";
    if (request.full)
      for (const char* column : {"events", "year", "topics"})
        text += std::string(" FACET ") + column + " ORDER BY COUNT(*) DESC LIMIT " + std::to_string(kFacetValues);
    return text + "; SHOW META";
  }
  std::string expression(const Request& request) {
    std::string made;
    for (const auto& word : analyzer_.analyze(request.words)) {
      std::string form = word.lexeme->form;
      std::ranges::replace(form, '\'', ' ');
      if (!word.lexeme->stop_word) made += (made.empty() ? "\"" : request.all ? " \"" : " | \"") + form + "\"";
    }
    return made;
  }
  /// What no article has is no number either: one that none has.
  [[nodiscard]] std::string number_of(const char* facet, const std::string& value) const {
    std::size_t number = 0;
    for (const Json& name : values_.at(facet)) {
      if (name.get_ref<const std::string&>() == value) break;
      ++number;
    }
    return std::to_string(number);
  }
  [[nodiscard]] Json shown(const std::string& facet, const Rows& counted) const {
    Json list = Json::array();
    for (const auto& row : counted)
      list.push_back({{"value", facet == "year" ? Json(row[0]) : values_.at(facet).at(std::stoul(row[0]))},
                      {"count", std::stoul(row[1])}});
    return list;
  }

  Client client_;
  Analyzer analyzer_;
  Json values_;
};

}  // namespace

const Kind kSphinx = {"sphinx", index, nullptr,
                      [](const char* place) -> std::unique_ptr<Engine> { return std::make_unique<Reader>(place); }};

}  // namespace peers
