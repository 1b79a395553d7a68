// "What errors mean" in docs/operations.md: each message of the table is brought about as an operator would, and each
// must be printed with the exit status that stands beside it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

struct Row {
  std::string message;  // "…" stands for anything
  int status;           // -1: a line of the daemon's log
};

/// The rows between the marks in the handbook.
std::vector<Row> documented() {
  std::ifstream file(source_path("docs/operations.md"));
  const std::regex row_pattern("\\| `(.*?)` \\| ([0-9]+|–) \\| .* \\| .* \\|");
  std::vector<Row> rows;
  bool inside = false;
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (line == "<!-- errors -->") inside = true;
    if (line == "<!-- /errors -->") inside = false;
    if (inside && std::regex_match(line, match, row_pattern))
      rows.push_back({match[1], match[2] == "–" ? -1 : std::stoi(match[2])});
  }
  return rows;
}

std::regex pattern_of(const std::string& message) {
  const auto escaped = std::regex_replace(message, std::regex(R"([.()\[\]+*?^$|{}\\])"), "\\$&");
  return std::regex(std::regex_replace(escaped, std::regex("…"), ".+"));
}

struct Accident {
  const char* message;  // as in the table
  const char* script;   // its last command has the status
  bool as_root = false;
};

// In a folder with one.jsonl (two articles), an index of it and a vocabulary; $i, $s and $t are the programs.
constexpr std::string_view kBefore = R"(
export PATH="$BIN:$PATH"; i=tarsach-indexer; s=tarsach-searchd; t=tarsach
printf '%s\n' '{"id":"a","title":"Среща","body":"Среща"}' '{"id":"b","title":"Б","body":"Б"}' > one.jsonl
mkdir v nothing && echo '{"topics":[]}' > v/topics.json
export TARSACH_VOCABULARY=v
$i build --index index one.jsonl 2> /dev/null
once() { for _ in $(seq 200); do "$@" && return; sleep 0.05; done; false; }
accepts() { (exec 3<> "/dev/tcp/127.0.0.1/$PORT") 2> /dev/null; }
serve() { $s --port "$PORT" --reload-interval 0.1 "$@" 2> log > /dev/null & daemon=$!; once accepts; }
told() { once grep -q "$1" log; kill $daemon; wait $daemon; cat log; }
set +e
)";

const std::vector<Accident> kAccidents = {
    {"there is no source …", "$i update --index index nowhere"},
    {"the index … is inside the source …", "$i build --index index ."},
    {"… is not an index, and not empty", "mkdir other; touch other/file; $i build --index other one.jsonl"},
    {"unknown option …", "$s --index index --prot 1"},
    {"unknown key …", "echo 'sourc = 1' > c.toml; $i update --index index --config c.toml one.jsonl"},
    {"…: there is no events.json and no topics.json", "$i build --index new --vocabulary nothing one.jsonl"},
    {"…: expected at most 100 of a-z, 0-9 and -",
     R"(echo '{"topics":[{"id":"A B"}]}' > v/topics.json; $i build --index new one.jsonl)"},
    {"…: parse error at line …", "echo '{broken' >> one.jsonl; $i build --index new one.jsonl"},
    {"stopped after … bad article", "echo '{broken' >> one.jsonl; $i build --strict --index new one.jsonl"},
    {"not one article could be indexed; nothing was published",
     "echo '{broken' > one.jsonl; $i build --index new one.jsonl"},
    {"there are no articles yet; nothing was published", "$i update --index new nothing"},
    {"… of … documents of the current generation would vanish; nothing was published",
     "head -1 one.jsonl > fewer.jsonl; $i update --index index fewer.jsonl"},
    {"the new generation answers the judged queries too badly; nothing was published",
     R"(printf 'q\tБ\ta\t3\n' > j.tsv; $i build --index index --judgments j.tsv --floor mrr=1 one.jsonl)"},
    {"the index has schema version …, this program reads …",
     R"(sed -i 's/"schemaVersion": *[0-9]*/"schemaVersion": 1/' index/generations/*/manifest.json; $t count --index index)"},
    {"…: it has version …, this program reads version …",
     R"(printf '\1' | dd of=index/generations/000001/records bs=1 seek=8 conv=notrunc status=none; $t count --index index)"},
    {"…: … bytes, expected …", "echo >> index/generations/000001/words; $s --index index --port $PORT"},
    {"…: its checksum is wrong: the file was damaged or changed",
     "printf X | dd of=index/generations/000001/words bs=1 conv=notrunc status=none; $i verify --index index"},
    {R"(…/CURRENT: expected "generations/000001" and a line's end)", "echo x > index/CURRENT; $t count --index index"},
    {"there is no index in …", "$s --index new --port $PORT"},
    {"there is no generation …", "$i rollback --index index --to 7"},
    {"… is held by process …",
     "mkfifo pipe; $i build --index index - < pipe 2> /dev/null & exec 3> pipe; once grep -qx $! index/LOCK; "
     "$i build --index index one.jsonl"},
    {"…No space left on device",
     "mkdir disk; mount -t tmpfs -o size=1m tmpfs disk || exit; seq 3000 | sed 's/.*/{\"id\":\"&\",\"title\":\"Статия "
     "&\"}/' > many.jsonl; $i build --index disk/i many.jsonl; status=$?; "
     "umount disk; exit $status",
     true},
    {"cannot open …: Permission denied",
     "chmod 755 . ; setpriv --reuid 65534 --regid 65534 --clear-groups $(command -v $i) update --index index one.jsonl",
     true},
    {"cannot listen on …", "serve --index index; $s --index index --port $PORT; status=$?; kill $daemon; exit $status"},
    {"… is not an address", "$s --index index --listen nonsense --port $PORT"},
    {"there is no index yet that can be served", "serve --await-index --index new; told 'no index yet'"},
    {"the new generation can not be served; the old one goes on",
     "serve --index index; cp -a index/generations/000001 index/generations/000002; rm "
     "index/generations/000002/words; echo generations/000002 > index/CURRENT; told 'can not be served'"},
    {"the configuration can not be read again; everything stays as it was",
     "echo 'index = \"index\"' > c.toml; serve --config c.toml; echo 'prt = 1' >> c.toml; kill -HUP $daemon; "
     "told 'read again'"},
    {"…: the replica is at generation …, which is newer than …",
     "$i build --index index one.jsonl; $i publish --index index --to r; "
     "$i publish --index index --to r --generation 1"},
    {"…: the replica has another generation …",
     "$i build --index new one.jsonl; $i publish --index index --to r; $i publish --index new --to r"},
    {"…: ssh could not connect, or lost the connection", "$i publish --index index --to ssh://127.0.0.1:$PORT/x"},
    {"nothing has come in: …", "$i publish --index index --to r; $i accept --index r"},
    {"… has the manifest of generation …",
     "$i publish --index index --to r; mkdir -p r/incoming; cp -a index/generations/000001 r/incoming/000002; "
     "$i accept --index r"},
};

ProgramRun bring_about(const Accident& accident) {
  const TemporaryFolder folder;
  return run_program(
      {"/bin/bash", "-c", "cd '" + folder.path().string() + "' && set -e" + std::string(kBefore) + accident.script}, {},
      {"BIN=" + program_path("tarsach").parent_path().string(), "PORT=" + std::to_string(free_port())});
}

TEST(Errors, OfTheHandbookArePrintedAsItSays) {
  std::map<std::string, Accident> accidents;
  for (const auto& accident : kAccidents) accidents.emplace(accident.message, accident);
  const bool is_root = ::geteuid() == 0;
  for (const auto& row : documented()) {
    const auto found = accidents.find(row.message);
    if (found == accidents.end()) {
      ADD_FAILURE() << "nobody has tried: " << row.message;
      continue;
    }
    const Accident accident = found->second;
    accidents.erase(found);
    if (accident.as_root && !is_root) continue;
    const auto run = bring_about(accident);
    const std::string told = run.output + run.error;
    if (accident.as_root && told.find("permission denied") != std::string::npos) continue;  // a root that may not mount
    EXPECT_TRUE(std::regex_search(told, pattern_of(row.message))) << row.message << "\n" << told;
    EXPECT_EQ(run.status, std::max(row.status, 0)) << row.message << "\n" << told;
  }
  for (const auto& [message, accident] : accidents) ADD_FAILURE() << "the handbook does not tell of: " << message;
  EXPECT_GE(kAccidents.size(), 20u);
}

}  // namespace
}  // namespace tarsach::testing
