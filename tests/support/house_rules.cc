#include "tests/support/house_rules.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <utility>

namespace tarsach::testing {
namespace {

/// A room and those that it may include besides itself; the same as in CMakeLists.txt.
struct Room {
  std::string name;
  std::vector<std::string> may_include;
};

const std::vector<Room>& rooms() {
  static const std::vector<Room> table = {{"base", {}},
                                          {"text", {"base"}},
                                          {"dictionary", {"text", "base"}},
                                          {"schema", {"base"}},
                                          {"corpus", {"text", "schema", "base"}},
                                          {"corpus/synth", {"corpus", "text", "schema", "base"}},
                                          {"indexer", {"corpus", "text", "schema", "base"}},
                                          {"query", {"text", "schema", "base"}},
                                          {"searchd", {"query", "schema", "base"}}};
  return table;
}

/// A library, by how its includes begin, and where it may stand.
struct Library {
  std::string name;
  std::string include;               // a regular expression for the whole of what stands between < >
  std::vector<std::string> allowed;  // rooms
  bool in_headers = false;           // may headers include it?
  std::size_t most_files = 1000;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> table = {
      {"ICU", "unicode/.*", {"text"}, true},
      {"Xapian", "xapian(\\.h|/.*)", {"schema", "indexer", "query"}, true},
      {"prometheus-cpp", "prometheus/.*", {"searchd"}, false, 1},
      {"cpp-httplib", "httplib\\.h", {"searchd"}, false, 1},
      {"libsystemd", "systemd/.*", {"searchd"}, false, 1},
      {"nlohmann/json",
       "nlohmann/.*",
       {"base", "corpus", "corpus/synth", "schema", "indexer", "query", "searchd"},
       false},
      {"CLI11", "CLI/.*", {"base"}, false, 1},
      {"toml++", "toml(\\.hpp|\\+\\+/.*)", {"base"}, false, 1},
      {"spdlog", "(spdlog|fmt)/.*", {"base"}, false, 1},
      {"gumbo", "gumbo\\.h", {"corpus"}, false},
      {"yaml-cpp", "yaml-cpp/.*", {"corpus"}, false},
      {"libstemmer", "libstemmer\\.h", {"text"}, false, 1},
      {"zlib", "zlib\\.h", {"dictionary", "schema", "corpus"}, false},
      {"zstd", "(zstd|zdict)\\.h", {"schema"}, false, 1}};
  return table;
}

/// What no program has in it, and why.
struct Banned {
  std::string include, why;
};

const std::vector<Banned>& banned() {
  static const std::vector<Banned> table = {
      {"regex", "std::regex takes exponential time, and a deep stack, on input that is made for it"}};
  return table;
}

constexpr const char* kCatcherOfXapian = "schema/xapian_try.h";

struct Source {
  std::string room;
  std::string file;  // relative to the root
  std::vector<std::string> lines;

  [[nodiscard]] bool is_header() const { return file.ends_with(".h"); }
};

Source read_source(const std::filesystem::path& root, const std::filesystem::path& path) {
  Source source{std::filesystem::relative(path.parent_path(), root), std::filesystem::relative(path, root), {}};
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) source.lines.push_back(line);
  return source;
}

std::vector<Source> read_sources(const std::filesystem::path& root) {
  std::vector<Source> sources;
  for (const Room& room : rooms()) {
    if (!std::filesystem::is_directory(root / room.name)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(root / room.name)) {
      const auto extension = entry.path().extension();
      if (extension == ".h" || extension == ".cc") sources.push_back(read_source(root, entry.path()));
    }
  }
  std::ranges::sort(sources, {}, &Source::file);
  return sources;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "nothing" : text;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

class Check {
 public:
  void look_at(const Source& source) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      look_at_include(source, i);
      static const std::regex catches(R"(catch\s*\(\s*(const\s+)?(::)?Xapian\b)");
      if (source.file != kCatcherOfXapian && std::regex_search(source.lines[i], catches)) {
        report(source, i + 1, std::string("Xapian's exceptions are caught in ") + kCatcherOfXapian + " only");
      }
    }
    if (source.is_header() && !contains(source.lines, "#pragma once")) report(source, 0, "a header has #pragma once");
  }

  std::vector<Violation> take() { return std::move(violations_); }

 private:
  void look_at_include(const Source& source, std::size_t index) {
    static const std::regex include(R"re(\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>).*)re");
    std::smatch match;
    if (!std::regex_match(source.lines[index], match, include)) return;
    if (match[1].matched) {
      look_at_room(source, index + 1, match[1]);
    } else {
      for (const Library& library : libraries()) look_at_library(source, index + 1, match[2], library);
      for (const auto& [included, why] : banned())
        if (match[2] == included) report(source, index + 1, "<" + included + ">: " + why);
    }
  }

  void look_at_room(const Source& source, std::size_t line, const std::string& included) {
    const auto slash = included.find('/');
    if (slash == std::string::npos) {
      report(source, line,
             "\"" + included + "\": the room is part of the name, as in \"" + source.room + "/" + included + "\"");
      return;
    }
    const std::string folder = included.substr(0, included.rfind('/'));
    const bool is_room = std::ranges::find(rooms(), folder, &Room::name) != rooms().end();
    const std::string target = is_room ? folder : included.substr(0, slash);
    const auto own = std::ranges::find(rooms(), source.room, &Room::name);
    if (target == source.room || contains(own->may_include, target)) return;
    report(source, line, "\"" + included + "\": " + source.room + " may include " + joined(own->may_include));
  }

  void look_at_library(const Source& source, std::size_t line, const std::string& included, const Library& library) {
    if (!std::regex_match(included, std::regex(library.include))) return;
    if (!contains(library.allowed, source.room)) {
      report(source, line, "<" + included + ">: " + library.name + " is allowed in " + joined(library.allowed));
    } else if (source.is_header() && !library.in_headers) {
      report(source, line, "<" + included + ">: " + library.name + " is allowed in .cc files only");
    }
    auto& files = users_[library.name];
    files.insert(source.file);
    if (files.size() > library.most_files) {
      report(source, line, "<" + included + ">: " + library.name + " is already used by " + *files.begin());
    }
  }

  void report(const Source& source, std::size_t line, std::string message) {
    violations_.push_back({source.file, line, std::move(message)});
  }

  std::vector<Violation> violations_;
  std::map<std::string, std::set<std::string>> users_;  // files by library
};

}  // namespace

std::string Violation::text() const {
  return file + ":" + (line == 0 ? "" : std::to_string(line) + ":") + " " + message;
}

std::vector<Violation> check_house(const std::filesystem::path& root) {
  Check check;
  for (const Source& source : read_sources(root)) check.look_at(source);
  return check.take();
}

}  // namespace tarsach::testing
