// ./dev soak: everything at once for as long as one likes: visitors who ask, an editor who publishes and whom accidents
// befall, a daemon that is told to look and started again. Whatever is not as it has to be is a violation; it prints a
// table and ends with 1 if there was any.
//
//   tarsach-soak --minutes 20 --seed 7 --visitors 4
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "tests/soak/editor.h"
#include "tests/soak/visitor.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Wishes {
  double minutes = 1;
  unsigned seed = std::random_device()();
  unsigned visitors = 4;
};

bool read_wishes(int argc, char** argv, Wishes& wishes) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const double value = std::atof(argv[i + 1]);
    if (name == "--minutes")
      wishes.minutes = value;
    else if (name == "--seed")
      wishes.seed = static_cast<unsigned>(value);
    else if (name == "--visitors")
      wishes.visitors = static_cast<unsigned>(value);
    else
      return false;
  }
  return argc % 2 == 1 && wishes.minutes > 0;
}

/// All articles are there, and nothing else.
void expect_all_articles(const Desk& desk, Record& record) {
  const auto index = schema::IndexDir::open(desk.index()).value();
  const auto manifest = schema::read_manifest(index.generation_path(index.current().value()));
  const auto sample = run_program({program_path("tarsach"), "search", "--index", desk.index(), "--limit", "1",
                                   "--format", "json", "year:1980..1994"});
  const std::string expected = "\"totalHits\":" + std::to_string(desk.articles().size());
  std::string found = sample.output;
  std::erase(found, ' ');
  if (!manifest || found.find(expected + ",") == std::string::npos)
    record.violation("the end", "expected " + expected + " in " + sample.output.substr(0, 300) + sample.error);
}

/// Until the time is over. Restarts belong to the first third, so that the rest tells of one process.
void live_through(const Wishes& wishes, Desk& desk, Daemon& daemon, Model& model, Record& record) {
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < wishes.visitors; ++i)
    threads.emplace_back([&, i] { Visitor(daemon, model, record, wishes.seed + 100 + i).run(stop); });
  threads.emplace_back([&] {
    for (; !stop; std::this_thread::sleep_for(500ms)) daemon.take_sample();
  });
  Editor editor(desk, daemon, model, record);
  const auto begin = Clock::now();
  const auto length = std::chrono::duration<double>(wishes.minutes * 60);
  for (unsigned restarts = 0; Clock::now() < begin + length;) {
    editor.act();
    const double part = std::chrono::duration<double>(Clock::now() - begin) / length;
    if (part < 0.34 && part > 0.1 * (restarts + 1)) {
      daemon.restart();
      ++restarts;
    }
  }
  editor.finish();
  std::this_thread::sleep_for(2s);
  stop = true;
  for (std::thread& thread : threads) thread.join();
}

int run(const Wishes& wishes) {
  std::printf("soak: %g minutes, %u visitors, --seed %u\n", wishes.minutes, wishes.visitors, wishes.seed);
  std::fflush(stdout);
  const TemporaryFolder folder;
  Record record;
  Model model;
  Desk desk(folder.path(), wishes.seed);
  model.expect(1, desk.articles());
  if (const ProgramRun first = run_program(desk.words("build")); first.status != 0) {
    std::fprintf(stderr, "%s", first.error.c_str());
    return 1;
  }
  Daemon daemon(desk.index(), record);
  live_through(wishes, desk, daemon, model, record);
  daemon.stop();
  expect_all_articles(desk, record);
  if (const std::string grown = growth_of(daemon.samples()); !grown.empty()) record.violation("the daemon", grown);
  std::printf("%s%s", record.table().c_str(), table_of(daemon.samples()).c_str());
  std::printf("%llu violations; the same again: --seed %u\n", static_cast<unsigned long long>(record.violations()),
              wishes.seed);
  return record.violations() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace tarsach::testing

int main(int argc, char** argv) {
  tarsach::testing::Wishes wishes;
  if (tarsach::testing::read_wishes(argc, argv, wishes)) return tarsach::testing::run(wishes);
  std::fprintf(stderr, "tarsach-soak [--minutes M] [--seed N] [--visitors N]\n");
  return 2;
}
