// SQLite FTS5: a table of its own for the articles, the full-text table refers to it.
#include <sqlite3.h>

#include <filesystem>

#include "tests/bench/peers/plain_peer.h"

namespace peers {
namespace {

struct Statement {
  sqlite3_stmt* handle = nullptr;

  Statement(sqlite3* database, const char* text) {
    if (sqlite3_prepare_v2(database, text, -1, &handle, nullptr) != SQLITE_OK) stop(sqlite3_errmsg(database));
  }
  ~Statement() { sqlite3_finalize(handle); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int place, const std::string& text) {
    sqlite3_bind_text(handle, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void bind(int place, std::int64_t number) { sqlite3_bind_int64(handle, place, number); }
  [[nodiscard]] bool step() { return sqlite3_step(handle) == SQLITE_ROW; }
  void reset() { sqlite3_reset(handle); }
  [[nodiscard]] std::string text(int column) const {
    const auto* letters = sqlite3_column_text(handle, column);
    return letters == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(letters));
  }
};

int create(void*, const char**, int, Fts5Tokenizer** made) {
  *made = reinterpret_cast<Fts5Tokenizer*>(new Analyzer());
  return SQLITE_OK;
}
void destroy(Fts5Tokenizer* made) { delete reinterpret_cast<Analyzer*>(made); }

using Taker = int (*)(void*, int, const char*, int, int, int);
int tokenize(Fts5Tokenizer* made, void* context, int, const char* text, int size, Taker take) {
  std::uint32_t end = 0;
  for (const auto& word :
       reinterpret_cast<Analyzer*>(made)->analyze(std::string_view(text, static_cast<std::size_t>(size)))) {
    if (word.begin < end) continue;
    end = word.end;
    if (word.lexeme->stop_word) continue;
    const std::string& term = word.lexeme->lemmas.front();
    const int status = take(context, 0, term.data(), static_cast<int>(term.size()), static_cast<int>(word.begin),
                            static_cast<int>(word.end));
    if (status != SQLITE_OK) return status;
  }
  return SQLITE_OK;
}

sqlite3* open(const char* file) {
  sqlite3* database = nullptr;
  if (sqlite3_open(file, &database) != SQLITE_OK) stop("cannot open the database");
  fts5_api* api = nullptr;
  Statement statement(database, "SELECT fts5(?1)");
  sqlite3_bind_pointer(statement.handle, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  static_cast<void>(statement.step());
  if (api == nullptr) stop("SQLite has no FTS5");
  static fts5_tokenizer tokenizer = {create, destroy, tokenize};
  api->xCreateTokenizer(api, "bulgarian", nullptr, &tokenizer, nullptr);
  sqlite3_exec(database, "PRAGMA mmap_size=8000000000; PRAGMA cache_size=-65536", nullptr, nullptr, nullptr);
  return database;
}

void index(const char* articles, const char* file) {
  std::filesystem::remove(file);
  sqlite3* database = open(file);
  const auto run = [database](const char* text) {
    if (sqlite3_exec(database, text, nullptr, nullptr, nullptr) != SQLITE_OK) stop(sqlite3_errmsg(database));
  };
  run("CREATE TABLE articles(number INTEGER PRIMARY KEY, title TEXT, body TEXT, rest TEXT);"
      "CREATE VIRTUAL TABLE words USING fts5(title, body, content='articles', content_rowid='number',"
      " tokenize='bulgarian'); BEGIN");
  {
    Statement article(database, "INSERT INTO articles VALUES(?, ?, ?, ?)");
    Statement words(database, "INSERT INTO words(rowid, title, body) VALUES(?, ?, ?)");
    std::int64_t number = 0;
    for_each_article(articles, [&](const Json& json) {
      Json rest = json;
      rest.erase("body");
      const std::string title = json.at("title"), body = json.at("body");
      article.bind(1, ++number), article.bind(2, title), article.bind(3, body), article.bind(4, rest.dump());
      words.bind(1, number), words.bind(2, title), words.bind(3, body);
      static_cast<void>(article.step()), static_cast<void>(words.step());
      article.reset(), words.reset();
    });
  }
  run("COMMIT; INSERT INTO words(words) VALUES('optimize')");
  sqlite3_close(database);
}

void load(const char* file, Columns& columns) {
  sqlite3* database = open(file);
  {
    Statement rows(database, "SELECT rest FROM articles ORDER BY number");
    while (rows.step()) columns.add(Json::parse(rows.text(0)));
  }
  sqlite3_close(database);
}

class Reader final : public Engine {
 public:
  explicit Reader(const char* file) : database_(open(file)) {}

  Json search(const Request& request, const Columns& columns) override {
    const std::string asked = expression(request);
    Json answer = {{"totalHits", 0}, {"hits", Json::array()}};
    auto counts = columns.no_counts();
    std::vector<Hit> best;
    std::size_t total = 0;
    matches_.bind(1, asked);
    while (!asked.empty() && matches_.step()) {
      const auto number = static_cast<std::uint32_t>(sqlite3_column_int64(matches_.handle, 0));
      if (request.filtered() && !columns.meets(number, request)) continue;
      ++total;
      if (request.full) columns.count(number, counts);
      keep({number, -sqlite3_column_double(matches_.handle, 1)}, best);
    }
    matches_.reset();
    std::ranges::sort(best, std::greater<>(), &Hit::score);
    answer["totalHits"] = total;
    for (const Hit& hit : best) answer["hits"].push_back(shown(hit, asked, request.full));
    if (request.full) answer["facets"] = columns.shown(counts);
    return answer;
  }

 private:
  std::string expression(const Request& request) {
    std::string made;
    for (const auto& word : analyzer_.analyze(request.words))
      if (!word.lexeme->stop_word)
        made += (made.empty() ? "\"" : request.all ? " AND \"" : " OR \"") + word.lexeme->form + "\"";
    return made;
  }
  static void keep(const Hit& hit, std::vector<Hit>& best) {
    const auto better = [](const Hit& a, const Hit& b) { return a.score > b.score; };
    if (best.size() == kHits && best.front().score >= hit.score) return;
    if (best.size() == kHits) {
      std::ranges::pop_heap(best, better);
      best.pop_back();
    }
    best.push_back(hit);
    std::ranges::push_heap(best, better);
  }
  Json shown(const Hit& hit, const std::string& asked, bool full) {
    article_.bind(1, std::int64_t{hit.number});
    static_cast<void>(article_.step());
    Json made = shown_article(Json::parse(article_.text(0)), hit.score);
    article_.reset();
    if (!full) return made;
    snippet_.bind(1, asked), snippet_.bind(2, std::int64_t{hit.number});
    static_cast<void>(snippet_.step());
    made["formatted"]["body"] = snippet_.text(0);
    snippet_.reset();
    return made;
  }

  sqlite3* database_;  // until the program ends
  Analyzer analyzer_;
  Statement matches_{database_, "SELECT rowid, bm25(words, 2.0, 1.0) FROM words WHERE words MATCH ?"};
  Statement article_{database_, "SELECT rest FROM articles WHERE number = ?"};
  Statement snippet_{
      database_, "SELECT snippet(words, 1, '<mark>', '</mark>', '…', 30) FROM words WHERE words MATCH ? AND rowid = ?"};
};

}  // namespace

const Kind kSqlite = {"sqlite", index, load,
                      [](const char* place) -> std::unique_ptr<Engine> { return std::make_unique<Reader>(place); }};

}  // namespace peers
