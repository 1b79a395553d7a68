#include "indexer/gate.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostShown = 5;   // of the queries that fell
constexpr double kNoticed = 0.005;      // a fall of less is shown as none
constexpr int kLookMilliseconds = 100;  // so often one looks whether to stop

std::string decimal(double value) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.3f", value);
  return text.data();
}

fs::path program_beside_us() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path() / "tarsach";
}

Result<void> check_file(const std::string& option, const std::string& path) {
  std::error_code ignored;
  if (path.empty() || fs::is_regular_file(path, ignored)) return {};
  return fail(ErrorCode::kUsage, "--" + option + " " + path + ": there is no such file");
}

/// A program with its standard output in a pipe and its standard error in ours. Signals reach it, though they wait
/// here.
pid_t start(std::vector<std::string> words, int output) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t process = -1;
  const int failed = ::posix_spawn(&process, pointers[0], &files, &attributes, pointers.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? process : -1;
}

/// All that comes through a pipe until its other end is closed, or until one is to stop.
std::string read_all(int pipe, const std::function<bool()>& stop_requested) {
  std::string text;
  std::array<char, 4096> block{};
  while (!stop_requested()) {
    pollfd waiting{.fd = pipe, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, kLookMilliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t size = ::read(pipe, block.data(), block.size());
    if (size <= 0) break;
    text.append(block.data(), static_cast<std::size_t>(size));
  }
  return text;
}

/// What the program has printed when it has ended well.
Result<std::string> output_of(const std::vector<std::string>& words, const std::function<bool()>& stop_requested) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(ErrorCode::kInternal, "there are no descriptors left");
  const pid_t process = start(words, pipe[1]);
  ::close(pipe[1]);
  std::string text;
  if (process > 0) text = read_all(pipe[0], stop_requested);
  ::close(pipe[0]);
  if (process > 0 && stop_requested()) ::kill(process, SIGTERM);
  int status = -1;
  while (process > 0 && ::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (process > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
  return fail(ErrorCode::kBadData, words[0] + " could not measure the new generation");
}

/// What was measured of one generation.
struct Figures {
  struct Query {
    std::string id, query;
    double ndcg = 0;
  };
  std::map<std::string, double> means;  // by measure
  std::vector<Query> queries;
};

Result<Figures> read_figures(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  Figures figures;
  try {
    for (const char* measure : kMeasures) figures.means[measure] = json.at("mean").at(measure).get<double>();
    for (const Json& query : json.at("queries"))
      figures.queries.push_back({query.at("id"), query.at("query"), query.at("ndcg@10").get<double>()});
  } catch (const Json::exception& error) {
    return fail(ErrorCode::kBadData,
                std::string("tarsach evaluate has printed something else than figures: ") + error.what(),
                "are both programs of the same version?");
  }
  return figures;
}

/// Those whose answers are worse than before, the deepest fall first: a line each.
std::string what_fell(const Figures& now, const Figures& before) {
  struct Fall {
    const Figures::Query* query;
    double before;
  };
  std::vector<Fall> falls;
  for (const auto& query : now.queries) {
    const auto was = std::find_if(before.queries.begin(), before.queries.end(),
                                  [&](const auto& each) { return each.id == query.id; });
    if (was != before.queries.end() && was->ndcg - query.ndcg > kNoticed) falls.push_back({&query, was->ndcg});
  }
  std::stable_sort(falls.begin(), falls.end(), [](const Fall& left, const Fall& right) {
    return left.before - left.query->ndcg > right.before - right.query->ndcg;
  });
  std::string text;
  if (falls.size() > kMostShown) falls.erase(falls.begin() + kMostShown, falls.end());
  for (const auto& [query, was] : falls)
    text +=
        "\n  fell: " + query->id + " \"" + query->query + "\" nDCG@10 " + decimal(was) + " → " + decimal(query->ndcg);
  return text;
}

}  // namespace

Result<Floor> parse_floor(const std::string& text) {
  const auto equals = text.find('=');
  Floor floor{text.substr(0, equals), -1};
  if (equals != std::string::npos && equals + 1 < text.size()) {
    char* end = nullptr;
    floor.least = std::strtod(text.c_str() + equals + 1, &end);
    if (*end != '\0') floor.least = -1;
  }
  const bool is_known = std::find(std::begin(kMeasures), std::end(kMeasures), floor.measure) != std::end(kMeasures);
  const bool is_share = floor.least >= 0 && floor.least <= 1;
  if (is_known && is_share) return floor;
  return fail(ErrorCode::kUsage, "--floor " + text + " is no floor",
              "write ndcg@10=, mrr= or recall@10= and a number from 0 to 1");
}

Result<Gate> Gate::open(const Options& options) {
  Gate gate;
  if (options.judgments.empty() && options.floors.empty() && options.queries.empty()) return gate;
  if (options.judgments.empty()) return fail(ErrorCode::kUsage, "--floor and --queries need --judgments FILE");
  if (options.floors.empty())
    return fail(ErrorCode::kUsage, "--judgments needs a --floor", "for example --floor mrr=0.80; it can be repeated");
  TARSACH_CHECK(check_file("judgments", options.judgments));
  TARSACH_CHECK(check_file("queries", options.queries));
  for (const std::string& text : options.floors) {
    TARSACH_TRY(Floor floor, parse_floor(text));
    gate.floors_.push_back(std::move(floor));
  }
  gate.queries_ = options.queries;
  gate.judgments_ = options.judgments;
  gate.program_ = program_beside_us();
  if (::access(gate.program_.c_str(), X_OK) == 0) return gate;
  return fail(ErrorCode::kConfiguration, "--floor needs " + gate.program_.string() + ", which is not there",
              "install tarsach beside tarsach-indexer");
}

Result<void> Gate::judge(const schema::IndexDir& index, std::uint64_t generation,
                         const std::function<bool()>& stop_requested) const {
  if (program_.empty()) return {};
  const auto measured = [&](std::uint64_t number) -> Result<Figures> {
    std::vector<std::string> words = {program_.string(), "evaluate",
                                      "--index",         index.path().string(),
                                      "--generation",    std::to_string(number),
                                      "--judgments",     judgments_,
                                      "--format",        "json"};
    if (!queries_.empty()) words.insert(words.end(), {"--queries", queries_});
    TARSACH_TRY(const std::string text, output_of(words, stop_requested));
    return read_figures(text);
  };
  TARSACH_TRY(const Figures now, measured(generation));
  std::string low;
  for (const Floor& floor : floors_) {
    const double mean = now.means.at(floor.measure);
    if (mean < floor.least)
      low += "\n  " + floor.measure + " is " + decimal(mean) + ", its floor " + decimal(floor.least);
  }
  if (low.empty()) return {};
  if (const auto current = index.current()) {
    // Beside it, what searches find today; it is no condition, and may be a generation that can not be read any more.
    if (const auto before = measured(*current)) low += what_fell(now, *before);
  }
  return fail(ErrorCode::kBadData,
              "the new generation answers the judged queries too badly; nothing was published" + low,
              "look at these queries; if the new articles are right, change the judgments or the floor");
}

}  // namespace tarsach::indexer
