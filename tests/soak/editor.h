// Who changes the articles of a soak and publishes them, with everything that befalls an operator: processes killed at
// any moment, a full disk, damaged copies, going back, clearing away. One thread.
//
//   Editor editor(folder, daemon, model, record, seed);
//   while (…) editor.act();
//   editor.finish();      // a last publication, and the index holds exactly the articles
#pragma once

#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/soak/daemon.h"
#include "tests/soak/model.h"
#include "tests/soak/record.h"
#include "tests/support/process.h"

namespace tarsach::testing {

/// What there is before the daemon: sources, and an index of them.
class Desk {
 public:
  Desk(std::filesystem::path folder, unsigned seed);

  [[nodiscard]] std::string index() const { return (folder_ / "index").string(); }
  [[nodiscard]] const SoakArticles& articles() const { return articles_; }
  /// Some are changed, some are new, some go.
  void change_articles();
  /// tarsach-indexer COMMAND --index …; for those that read sources: with them.
  [[nodiscard]] std::vector<std::string> words(const std::string& command) const;
  std::mt19937& random() { return random_; }
  [[nodiscard]] std::size_t pick(std::size_t count) { return random_() % count; }

 private:
  void write_sources() const;
  void add_article();

  const std::filesystem::path folder_;
  std::mt19937 random_;
  SoakArticles articles_;
  std::uint64_t added_ = 0, revision_ = 0;
};

class Editor {
 public:
  Editor(Desk& desk, Daemon& daemon, Model& model, Record& record);

  void act();
  void finish();

 private:
  struct Deed {
    const char* name;
    int weight;
    void (Editor::*act)();
  };
  static const std::vector<Deed>& deeds();

  void publish();
  void publish_and_be_killed();
  void publish_on_a_full_disk();
  void go_back();
  void clear_away();
  void damage_a_copy();
  void lose_a_file();
  void tell_the_daemon();
  void expect_sound(const char* after);
  void expect_next_generation();
  ProgramRun run(const std::string& command, const std::vector<std::string>& more = {});

  Desk& desk_;
  Daemon& daemon_;
  Model& model_;
  Record& record_;
  std::chrono::milliseconds last_build_{1000};
};

}  // namespace tarsach::testing
