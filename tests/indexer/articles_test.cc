#include "tests/indexer/articles.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <sstream>

#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "schema/record.h"
#include "schema/record_file.h"
#include "schema/shards.h"

namespace tarsach::indexer {

std::string article_line(const std::string& id, const std::string& title, const std::string& body) {
  return R"({"id": ")" + id + R"(", "title": ")" + title + R"(", "body": ")" + body + R"(", "lang": "bg"})" + "\n";
}

std::string article_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    lines += article_line("a" + number, "Статия " + number, "Среща на клъстера номер" + number + " във Варна.");
  }
  return lines;
}

std::string text_of(const schema::RecordView& record) {
  std::ostringstream out;
  for (const std::string_view text :
       {record.id, record.url, record.source, record.author, record.title, record.body, record.language})
    out << text << '|';
  out << schema::format_iso_date(record.date);
  for (const auto& values : {record.events, record.topics}) {
    out << '|';
    for (const std::string_view value : values) out << value << ' ';
  }
  return out.str();
}

std::vector<std::string> ids_in_order(std::span<const std::filesystem::path> databases) {
  const Xapian::Database database = schema::open_databases(databases).whole;
  const auto records = schema::RecordFile::open(databases.front().parent_path() / schema::kRecordsName).value();
  schema::RecordReader reader(records);
  std::vector<std::string> ids;
  for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
    const auto facts = reader.read_facts(*document);
    ids.emplace_back(facts ? std::string(facts->id) : "broken");
  }
  return ids;
}

Workplace::Workplace() : index_(schema::IndexDir::create(folder_.path() / "index").value()) {}

std::string Workplace::write(const std::string& name, const std::string& content) const {
  return folder_.write(name, content).string();
}

std::vector<std::filesystem::path> Workplace::databases(std::uint64_t generation) const {
  const std::filesystem::path folder = index_.generation_path(generation);
  return schema::database_paths(folder, schema::read_manifest(folder).value().shards.size());
}

Result<Outcome> Workplace::build(const std::vector<std::string>& sources, const Publication& wishes) const {
  TARSACH_TRY(const FileLock lock, index_.lock());
  TARSACH_CHECK(index_.remove_leftovers());
  Progress progress(Progress::Style::kSilent, 0);
  Report report(progress);
  const schema::Vocabulary vocabulary;
  Publication publication = wishes;
  publication.vocabulary = &vocabulary;
  TARSACH_TRY(publication.folder, index_.make_building_folder());
  BuildPlan plan;
  plan.sources = sources;
  plan.folder = publication.folder;
  TARSACH_TRY(publication.built, build_database(plan, vocabulary, report, progress));
  return publish(index_, publication);
}

namespace {

TEST(Workplace, BuildsAnIndex) {
  const Workplace place;
  const auto outcome = place.build({place.write("some.jsonl", article_lines(3))});
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_EQ(place.index().current().value(), 1U);
  EXPECT_EQ(ids_in_order(place.databases(1)), (std::vector<std::string>{"a0", "a1", "a2"}));
}

}  // namespace
}  // namespace tarsach::indexer
