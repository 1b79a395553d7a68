// tarsach-synth: makes articles for measurements (corpus/synth/generator.h). It is not installed.
//
//   tarsach-synth --articles 100000 --vocabulary /tmp/v --queries /tmp/q.tsv > /tmp/c.jsonl
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "base/options.h"
#include "corpus/synth/generator.h"
#include "corpus/synth/json_lines.h"
#include "corpus/synth/queries.h"

namespace tarsach::corpus::synth {
namespace {

struct Settings {
  std::int64_t articles = 100'000;
  std::int64_t seed = 1;
  std::int64_t query_count = 1'000;
  std::string sample = "corpus/sample";
  std::string vocabulary, queries;
};

constexpr std::int64_t kBatch = 500;  // articles that a thread makes at a time

std::string make_batch(const Generator& generator, std::int64_t begin, std::int64_t end) {
  std::string lines;
  for (std::int64_t number = begin; number < end; ++number)
    append_json_line(lines, generator.article(static_cast<std::uint64_t>(number)));
  return lines;
}

/// In the order of their numbers, though several threads make them.
bool print_articles(const Generator& generator, std::int64_t count) {
  const auto threads = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
  for (std::int64_t begin = 0; begin < count; begin += threads * kBatch) {
    std::vector<std::future<std::string>> batches;
    for (std::int64_t first = begin; first < std::min(count, begin + threads * kBatch); first += kBatch)
      batches.push_back(
          std::async(std::launch::async, make_batch, std::cref(generator), first, std::min(count, first + kBatch)));
    for (auto& batch : batches) {
      const std::string lines = batch.get();
      if (std::fwrite(lines.data(), 1, lines.size(), stdout) != lines.size()) return false;
    }
  }
  return std::fflush(stdout) == 0;
}

Result<void> make(const Settings& settings) {
  TARSACH_TRY(const auto generator, Generator::open(static_cast<std::uint64_t>(settings.seed), settings.sample));
  if (!settings.vocabulary.empty()) {
    std::filesystem::create_directories(settings.vocabulary);
    TARSACH_CHECK(schema::save_vocabulary(generator->vocabulary(), settings.vocabulary));
  }
  if (!settings.queries.empty()) {
    std::string lines;
    for (std::int64_t number = 0; number < settings.query_count; ++number) {
      lines += to_line(
          make_query(*generator, static_cast<std::uint64_t>(settings.articles), static_cast<std::uint64_t>(number)));
      lines += '\n';
    }
    TARSACH_CHECK(write_file_durably(settings.queries, lines));
  }
  if (!print_articles(*generator, settings.articles))
    return fail(ErrorCode::kInternal, "standard output: cannot write");
  return {};
}

Program program_of(Settings& settings) {
  return {
      "tarsach-synth",
      "Makes articles for measurements, and queries for them",
      "tarsach-synth\n",
      {Command{.name = "",
               .summary = "",
               .options = {{"articles",
                            "N",
                            "how many, to standard output as JSON Lines",
                            &settings.articles,
                            Need::kOptional,
                            {0, 1e9}},
                           {"seed", "N", "other articles for another one", &settings.seed, Need::kOptional, {0, 1e15}},
                           {"sample", "PATH", "whose sentences they have", &settings.sample},
                           {"vocabulary", "DIR", "where to write events.json and topics.json", &settings.vocabulary},
                           {"queries", "FILE", "where to write queries", &settings.queries},
                           {"query-count", "N", "how many", &settings.query_count, Need::kOptional, {1, 1e6}}}}}};
}

int run(int argc, char** argv) {
  Settings settings;
  const auto parsed = parse(program_of(settings), argc, argv);
  const auto failed = [](const Error& error) {
    std::fprintf(stderr, "%s\n", describe(error).c_str());
    return exit_status(error.code);
  };
  if (!parsed) return failed(parsed.error());
  if (parsed->done) {
    std::fputs(parsed->output.c_str(), parsed->status == 0 ? stdout : stderr);
    return parsed->status;
  }
  const auto made = make(settings);
  return made ? 0 : failed(made.error());
}

}  // namespace
}  // namespace tarsach::corpus::synth

int main(int argc, char** argv) { return tarsach::corpus::synth::run(argc, argv); }
