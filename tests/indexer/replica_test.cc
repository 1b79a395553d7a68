#include "indexer/replica.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <memory>

#include "base/file.h"
#include "indexer/generations.h"
#include "indexer/replica_delivery.h"
#include "schema/shards.h"
#include "tests/indexer/articles.h"

namespace tarsach::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::uint64_t kGenerations = 5;

/// An index with generations of 1, 2, 3 … articles, and a replica.
class ReplicaTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    place_ = std::make_unique<Workplace>();
    Publication wishes;
    wishes.keep = kGenerations;
    for (std::uint64_t documents = 1; documents <= kGenerations; ++documents) {
      const auto source = place_->write("some.jsonl", article_lines(static_cast<int>(documents)));
      ASSERT_TRUE(place_->build({source}, wishes));
    }
  }
  static void TearDownTestSuite() { place_.reset(); }

  [[nodiscard]] fs::path replica_path() const { return folder_.path() / "replica"; }
  [[nodiscard]] fs::path source(std::uint64_t generation) const { return place_->index().generation_path(generation); }
  [[nodiscard]] schema::IndexDir replica() const { return schema::IndexDir::open(replica_path()).value(); }
  [[nodiscard]] fs::path held(std::uint64_t generation) const { return replica().generation_path(generation); }

  [[nodiscard]] Result<Delivery> deliver(std::uint64_t generation, Direction direction = Direction::kForward,
                                         std::uint64_t keep = 2) const {
    Consignment consignment;
    consignment.folder = source(generation);
    consignment.manifest = schema::read_manifest(consignment.folder).value();
    consignment.direction = direction;
    consignment.keep = keep;
    return deliver_to_folder(consignment, replica_path());
  }

  /// As somebody's rsync does it.
  fs::path copy_by_hand(std::uint64_t generation) const {
    const fs::path folder = replica_path() / "incoming" / source(generation).filename();
    fs::create_directories(folder);
    fs::copy(source(generation), folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    return folder;
  }

  [[nodiscard]] Result<Acceptance> accept(std::uint64_t generation, const Wishes& wishes = {}) const {
    TARSACH_TRY(const Replica replica, Replica::open(replica_path()));
    return replica.accept(generation, wishes);
  }

  void expect_sound(std::uint64_t generation) const {
    const auto current = replica().current();
    ASSERT_TRUE(current) << describe(current.error());
    EXPECT_EQ(*current, generation);
    const auto sound = verify(replica(), 0);
    EXPECT_TRUE(sound) << describe(sound.error());
  }

  static inline std::unique_ptr<Workplace> place_;
  const testing::TemporaryFolder folder_;
};

void append(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::app) << text; }

/// The same size, other bytes.
void spoil(const fs::path& path) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  char byte = 0;
  file.get(byte);
  file.seekp(0).put(static_cast<char>(byte ^ 1));
}

TEST_F(ReplicaTest, GetsAGenerationWithItsNumberAndNothingElse) {
  const auto delivery = deliver(2);
  ASSERT_TRUE(delivery) << describe(delivery.error());
  EXPECT_EQ(delivery->acceptance.before, std::nullopt);
  expect_sound(2);
  EXPECT_THAT(replica().generations().value(), ElementsAre(2));
  EXPECT_TRUE(fs::is_empty(replica_path() / "incoming"));
  EXPECT_EQ(ids_in_order(schema::database_paths(held(2), 1)), ids_in_order(schema::database_paths(source(2), 1)));
}

TEST_F(ReplicaTest, IsLeftAloneWhenItHasTheGeneration) {
  ASSERT_TRUE(deliver(2));
  const auto again = deliver(2);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->standing, Standing::kCurrent);
  EXPECT_EQ(again->bytes_copied, 0U);
}

TEST_F(ReplicaTest, GetsOnlyWhatIsNotThere) {
  ASSERT_TRUE(deliver(1));
  const auto next = deliver(2);
  ASSERT_TRUE(next);
  expect_sound(2);
  EXPECT_EQ(fs::hard_link_count(held(2) / "topics.json"), 2U);  // the vocabulary is the same
  std::uint64_t whole = fs::file_size(source(2) / schema::kManifestName);
  const schema::Manifest manifest = schema::read_manifest(source(2)).value();
  for (const auto& file : manifest.files) whole += file.bytes;
  EXPECT_LT(next->bytes_copied, whole);
}

TEST_F(ReplicaTest, TakesWhatAnInterruptedCopyHasLeftAndClearsTheRest) {
  ASSERT_TRUE(Replica::open(replica_path()));
  const fs::path folder = copy_by_hand(2);
  fs::remove(folder / schema::kManifestName);
  fs::remove(folder / "words");
  fs::resize_file(folder / "spelling", 3);
  append(folder / "half", "x");
  fs::create_symlink("/etc/passwd", folder / "db" / "link");
  fs::create_directories(replica_path() / "incoming" / "000001" / "db");
  const auto delivery = deliver(2);
  ASSERT_TRUE(delivery) << describe(delivery.error());
  expect_sound(2);
  EXPECT_EQ(delivery->bytes_copied, fs::file_size(source(2) / "words") + fs::file_size(source(2) / "spelling") +
                                        fs::file_size(source(2) / schema::kManifestName));
  EXPECT_TRUE(fs::is_empty(replica_path() / "incoming"));
}

TEST_F(ReplicaTest, NeverGoesBackUnlessTold) {
  ASSERT_TRUE(deliver(2));
  const auto back = deliver(1);
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().code, ErrorCode::kBadData);
  EXPECT_THAT(back.error().message, HasSubstr("is at generation 2, which is newer than 1"));
  EXPECT_THAT(back.error().hint, HasSubstr("--allow-older"));
  expect_sound(2);
  ASSERT_TRUE(deliver(1, Direction::kAny));
  expect_sound(1);
  const auto forth = deliver(2);  // it is still there
  ASSERT_TRUE(forth);
  EXPECT_EQ(forth->standing, Standing::kHeld);
  EXPECT_EQ(forth->bytes_copied, 0U);
  expect_sound(2);
}

TEST_F(ReplicaTest, GetsAnewWhatIsHeldAndDamaged) {
  ASSERT_TRUE(deliver(1));
  ASSERT_TRUE(deliver(2));
  spoil(held(1) / "words");
  const auto back = deliver(1, Direction::kAny);
  ASSERT_TRUE(back) << describe(back.error());
  EXPECT_EQ(back->standing, Standing::kMissing);
  expect_sound(1);
}

TEST_F(ReplicaTest, TellsThatTheCurrentGenerationIsDamaged) {
  ASSERT_TRUE(deliver(2));
  fs::resize_file(held(2) / "words", 1);
  const auto again = deliver(2);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, HasSubstr("is current on the replica, and damaged"));
}

TEST_F(ReplicaTest, RefusesAnotherGenerationOfTheSameNumber) {
  ASSERT_TRUE(deliver(2));
  const Workplace other;
  ASSERT_TRUE(other.build({other.write("a.jsonl", article_lines(7))}));
  ASSERT_TRUE(other.build({other.write("a.jsonl", article_lines(8))}));
  Consignment consignment;
  consignment.folder = other.index().generation_path(2);
  consignment.manifest = schema::read_manifest(consignment.folder).value();
  const auto refused = deliver_to_folder(consignment, replica_path());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("has another generation 2"));
  expect_sound(2);
}

TEST_F(ReplicaTest, RetiresOldGenerations) {
  for (std::uint64_t generation = 1; generation <= 4; ++generation) ASSERT_TRUE(deliver(generation));
  EXPECT_THAT(replica().generations().value(), ElementsAre(2, 3, 4));
  const auto last = deliver(5, Direction::kForward, 0);
  EXPECT_THAT(last.value().acceptance.retired, ElementsAre(2, 3, 4));
  EXPECT_THAT(replica().generations().value(), ElementsAre(5));
}

TEST_F(ReplicaTest, IsLockedWhileACopyIsAtWork) {
  const auto first = Replica::open(replica_path());
  ASSERT_TRUE(first);
  const auto second = deliver(2);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kLocked);
}

TEST_F(ReplicaTest, IsNoFolderOfSomethingElse) {
  folder_.write("replica/letters.txt", "x");
  const auto refused = deliver(2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  folder_.write("replica/incoming/000002/manifest.json", "x");
  EXPECT_FALSE(deliver(2));
}

TEST_F(ReplicaTest, TakesWhatWasCopiedByHandIntoAFolderThatIsNoIndexYet) {
  copy_by_hand(2);
  ASSERT_EQ(Replica::open(replica_path()).value().newest_incoming().value(), 2U);
  const auto accepted = accept(2);
  ASSERT_TRUE(accepted) << describe(accepted.error());
  expect_sound(2);
  EXPECT_FALSE(Replica::open(replica_path()).value().newest_incoming());
}

TEST_F(ReplicaTest, CanNotBeTouchedByACopierThatStillRuns) {
  const fs::path folder = copy_by_hand(2);
  Wishes wishes;
  wishes.before_step = [&](AcceptStep step) -> Result<void> {
    if (step == AcceptStep::kVerify) {
      append(folder / "late", "x");
      fs::remove(folder / "words");
      append(folder / "words", "x");
    }
    return {};
  };
  ASSERT_TRUE(accept(2, wishes));
  expect_sound(2);
  EXPECT_FALSE(fs::exists(held(2) / "late"));
}

struct Damage {
  const char* name;
  std::function<void(const fs::path&)> act;
  const char* told;
};

void edit_manifest(const fs::path& folder, const std::string& from, const std::string& to) {
  std::string text = read_file(folder / schema::kManifestName).value();
  const auto place = text.find(from);
  ASSERT_NE(place, std::string::npos) << text;
  text.replace(place, from.size(), to);
  ASSERT_TRUE(write_file_durably(folder / schema::kManifestName, text));
}

const std::vector<Damage>& damages() {
  static const std::vector<Damage> table = {
      {"a file is missing", [](const fs::path& folder) { fs::remove(folder / "words"); }, "words is missing"},
      {"a file of the database is missing",
       [](const fs::path& folder) { fs::remove(folder / "db" / "postlist.glass"); }, "postlist.glass is missing"},
      {"a file is cut off", [](const fs::path& folder) { fs::resize_file(folder / "suggestions", 10); }, "10 bytes"},
      {"a file is longer", [](const fs::path& folder) { append(folder / "events.json", " "); }, "bytes, expected"},
      {"a byte is wrong", [](const fs::path& folder) { spoil(folder / "db" / "postlist.glass"); }, "checksum"},
      {"a file is too many", [](const fs::path& folder) { append(folder / "db" / "stranger", "x"); },
       "stranger is not in the manifest"},
      {"a link stands in for a file",
       [](const fs::path& folder) {
         fs::rename(folder / "words", folder / ".." / "words");
         fs::create_symlink("../words", folder / "words");
       },
       "words is neither a file nor a folder"},
      {"a link stands in for the database",
       [](const fs::path& folder) {
         fs::rename(folder / "db", folder / ".." / "db");
         fs::create_directory_symlink("../db", folder / "db");
       },
       "db is neither a file nor a folder"},
      {"a pipe stands in for a file",
       [](const fs::path& folder) {
         fs::remove(folder / "words");
         ASSERT_EQ(::mkfifo((folder / "words").c_str(), 0600), 0);
       },
       "words is neither a file nor a folder"},
      {"a folder stands in for a file",
       [](const fs::path& folder) {
         fs::remove(folder / "words");
         fs::create_directory(folder / "words");
       },
       "words is missing"},
      {"there is no manifest yet", [](const fs::path& folder) { fs::remove(folder / schema::kManifestName); },
       "has no manifest"},
      {"the manifest is cut off", [](const fs::path& folder) { fs::resize_file(folder / schema::kManifestName, 99); },
       "is not JSON"},
      {"the manifest names a file outside",
       [](const fs::path& folder) { edit_manifest(folder, "\"words\"", R"("../../../words")"); },
       "missing or wrong: files"},
      {"the manifest names an absolute path",
       [](const fs::path& folder) { edit_manifest(folder, "\"words\"", R"("/etc/passwd")"); },
       "missing or wrong: files"},
      {"the manifest names a file in two ways",
       [](const fs::path& folder) { edit_manifest(folder, "\"words\"", R"("./words")"); }, "./words is missing"},
      {"the manifest names itself",
       [](const fs::path& folder) { edit_manifest(folder, "\"words\"", R"("manifest.json")"); }, "is missing"},
      {"the manifest names a file twice",
       [](const fs::path& folder) { edit_manifest(folder, "\"words\"", R"("spelling")"); }, ""},
      {"the manifest is that of another generation",
       [](const fs::path& folder) { edit_manifest(folder, R"("generation": 2)", R"("generation": 3)"); },
       "has the manifest of generation 3"},
      {"the number of documents is wrong",
       [](const fs::path& folder) { edit_manifest(folder, R"("documents": 2)", R"("documents": 9)"); },
       "holds 2 documents, expected 9"},
      {"the analysis is of another version",
       [](const fs::path& folder) { edit_manifest(folder, R"("analysisVersion": )", R"("analysisVersion": 9)"); },
       "analysis version"},
      {"the schema is of another version",
       [](const fs::path& folder) { edit_manifest(folder, R"("schemaVersion": )", R"("schemaVersion": 9)"); }, ""}};
  return table;
}

TEST_F(ReplicaTest, RefusesEveryKindOfDamageAndStaysAsItWas) {
  ASSERT_TRUE(deliver(1));
  for (const Damage& damage : damages()) {
    SCOPED_TRACE(damage.name);
    damage.act(copy_by_hand(2));
    const auto accepted = accept(2);
    ASSERT_FALSE(accepted);
    EXPECT_EQ(accepted.error().code, ErrorCode::kBadData) << describe(accepted.error());
    EXPECT_THAT(accepted.error().message, HasSubstr(damage.told));
    EXPECT_THAT(replica().generations().value(), ElementsAre(1));
    EXPECT_EQ(replica().current().value(), 1U);
    fs::remove_all(replica_path() / "incoming");
  }
  ASSERT_TRUE(deliver(2));
  expect_sound(2);
}

TEST_F(ReplicaTest, GetsAnewWhatWasDamagedOnTheWay) {
  ASSERT_TRUE(deliver(1));
  spoil(held(1) / "topics.json");  // which the next generation would share
  EXPECT_FALSE(deliver(2));
  EXPECT_EQ(replica().current().value(), 1U);
  const auto again = deliver(2);  // copied this time
  ASSERT_TRUE(again) << describe(again.error());
  expect_sound(2);
}

/// Delivers in a process that is killed before `step`.
void deliver_and_die(const std::function<void(const Wishes&)>& accept, AcceptStep step) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Wishes wishes;
    wishes.keep = 0;
    wishes.before_step = [step](AcceptStep next) -> Result<void> {
      if (next == step) ::kill(::getpid(), SIGKILL);
      return {};
    };
    accept(wishes);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST_F(ReplicaTest, IsTheOldOneOrTheNewOneWhenItDiesAtAnyStep) {
  for (std::size_t i = 0; i < kAcceptStepNames.size(); ++i) {
    SCOPED_TRACE(kAcceptStepNames[i]);
    const auto step = static_cast<AcceptStep>(i);
    fs::remove_all(replica_path());
    ASSERT_TRUE(deliver(1));
    copy_by_hand(2);
    deliver_and_die([this](const Wishes& wishes) { (void)accept(2, wishes); }, step);
    expect_sound(step <= AcceptStep::kSwitch ? 1 : 2);
    ASSERT_TRUE(deliver(2));
    expect_sound(2);
    ASSERT_TRUE(collect_garbage(replica(), 0));
    EXPECT_THAT(replica().generations().value(), ElementsAre(2));
    for (const auto& entry : fs::directory_iterator(replica_path()))
      EXPECT_THAT(entry.path().filename(), ::testing::AnyOf("CURRENT", "LOCK", "generations"));
  }
}

}  // namespace
}  // namespace tarsach::indexer
