// What the documents show, works: every block marked ```sh is run line by line, every block marked ```json is read by
// the program that it is for. Blocks without a mark are listings.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;

/// The blocks of a Markdown file that are marked with `language`.
std::vector<std::string> blocks(const fs::path& file, const std::string& language) {
  std::ifstream in(file);
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (inside && line == "```") inside = false;
    if (inside) blocks.back() += line + "\n";
    if (line == "```" + language) {
      inside = true;
      blocks.emplace_back();
    }
  }
  return blocks;
}

std::vector<fs::path> documents() {
  std::vector<fs::path> files = {source_path("README.md"), source_path("corpus/README.md")};
  for (const auto& entry : fs::directory_iterator(source_path("docs")))
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// A folder that looks like a checkout with a finished build, and an index of the sample in it.
class Docs : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    checkout_ = std::make_unique<TemporaryFolder>();
    for (const char* name : {"corpus", "schema"}) fs::create_directory_symlink(source_path(name), path(name));
    fs::create_directories(path("build/release"));
    fs::create_directory_symlink(program_path("tarsach").parent_path(), path("build/release/bin"));
    ASSERT_EQ(run("build/release/bin/tarsach-indexer build --index index --vocabulary schema/vocabulary corpus/sample")
                  .status,
              0);
  }
  static void TearDownTestSuite() { checkout_.reset(); }

  static fs::path path(const std::string& name) { return checkout_->path() / name; }

  static ProgramRun run(const std::string& script) {
    return run_program(
        {"/bin/bash", "-c",
         "cd '" + checkout_->path().string() + "' && PATH=$PWD/build/release/bin:$PATH && set -e\n" + script});
  }

  static std::unique_ptr<TemporaryFolder> checkout_;
};

std::unique_ptr<TemporaryFolder> Docs::checkout_;

/// A script of the block's lines. The daemon that a line leaves running gets a port of its own, is waited for, and
/// ended.
std::string script_of(const std::string& block) {
  const std::string port = std::to_string(free_port());
  std::istringstream in(block);
  std::string script = "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n";
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("./dev ")) continue;  // this is a test of theirs
    line = std::regex_replace(line, std::regex("8080"), port);
    script += line + "\n";
    if (line.ends_with("&"))
      script += "until (exec 3<> /dev/tcp/127.0.0.1/" + port + ") 2> /dev/null; do sleep 0.05; done\n";
  }
  return script;
}

TEST_F(Docs, ShowCommandsThatWork) {
  std::size_t shown = 0;
  for (const fs::path& file : documents()) {
    for (const std::string& block : blocks(file, "sh")) {
      ++shown;
      const ProgramRun result = run(script_of(block));
      EXPECT_EQ(result.status, 0) << file << "\n" << block << result.output << result.error;
    }
  }
  EXPECT_GE(shown, 4u);
}

TEST_F(Docs, ShowAVocabularyThatIsOne) {
  const auto shown = blocks(source_path("docs/operations.md"), "json");
  ASSERT_EQ(shown.size(), 2u);
  const auto vocabulary = schema::parse_vocabulary({"docs/", shown[0], shown[1]});
  ASSERT_TRUE(vocabulary) << vocabulary.error().message;
  EXPECT_EQ(vocabulary->events.size(), 1u);
  EXPECT_EQ(vocabulary->topics.size(), 1u);
}

TEST_F(Docs, ShowArticlesThatCanBeRead) {
  const fs::path readme = source_path("corpus/README.md");
  std::size_t shown = 0;
  for (const char* language : {"json", "markdown", "text"}) {
    for (const std::string& block : blocks(readme, language)) {
      const std::string extension = language == std::string("json")   ? "json"
                                    : language == std::string("text") ? "txt"
                                                                      : "md";
      const auto file = checkout_->write("shown/" + std::to_string(++shown) + "." + extension, block);
      const ProgramRun built = run("build/release/bin/tarsach-indexer build --strict --index shown-" +
                                   std::to_string(shown) + " --vocabulary schema/vocabulary '" + file.string() + "'");
      EXPECT_EQ(built.status, 0) << block << built.error;
    }
  }
  EXPECT_EQ(shown, 3u);
}

}  // namespace
}  // namespace tarsach::testing
