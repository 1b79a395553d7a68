// What it costs to read posting lists, by the file and by Xapian, and to write the file:
//
//   TARSACH_BENCH_INDEX=/tmp/law build/bench/postings_bench
//
// Lists of at least so many documents as the argument says; times are of all of them, counters tell ns a posting.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "schema/posting_file.h"
#include "schema/posting_writer.h"

namespace {

using namespace tarsach;
using namespace tarsach::schema;

Result<Databases> open_databases_of_index() {
  const char* path = std::getenv("TARSACH_BENCH_INDEX");
  TARSACH_TRY(const IndexDir index, IndexDir::open(path == nullptr ? "" : path));
  TARSACH_TRY(const std::uint64_t number, index.current());
  TARSACH_TRY(const Manifest manifest, read_manifest(index.generation_path(number)));
  return open_shards(index.generation_path(number), manifest);
}

Result<std::string> encoded(const Databases& databases) {
  std::string bytes;
  const ByteSink append = [&](std::string_view more) -> Result<void> {
    bytes += more;
    return {};
  };
  TARSACH_CHECK(encode_postings(databases, append));
  return bytes;
}

/// Some hundred words that so many documents have, of all parts of the alphabet.
std::vector<std::string> words_of(const Databases& databases, const PostingFile& file, std::uint64_t least) {
  std::vector<std::string> words;
  for (auto at = databases.whole.allterms_begin(); at != databases.whole.allterms_end(); ++at)
    if (at.get_termfreq() >= least && file.find(*at).documents > 0) words.push_back(*at);
  constexpr std::size_t kMost = 300;
  const std::size_t step = std::max<std::size_t>(1, words.size() / kMost);
  for (std::size_t i = 0; i * step < words.size(); ++i) words[i] = words[i * step];
  words.resize((words.size() + step - 1) / step);
  return words;
}

struct Lists {
  Databases databases;
  PostingFile file;
  std::vector<std::string> words;
};

template <typename Read>
void measure(benchmark::State& state, Read&& read) {
  auto databases = open_databases_of_index();
  if (!databases) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  Lists lists{std::move(*databases), {}, {}};
  auto file = PostingFile::parse(encoded(lists.databases).value_or(""));
  if (!file) return state.SkipWithError(file.error().message.c_str());
  lists.file = std::move(*file);
  lists.words = words_of(lists.databases, lists.file, static_cast<std::uint64_t>(state.range(0)));
  double postings = 0;
  for (const std::string& word : lists.words) postings += lists.file.find(word).documents;
  for (auto unused : state)
    for (const std::string& word : lists.words) benchmark::DoNotOptimize(read(lists, word));
  state.counters["postings"] = postings;
  state.counters["each"] =
      benchmark::Counter(postings, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void file_documents(benchmark::State& state) {
  measure(state, [](const Lists& lists, const std::string& word) {
    std::uint64_t sum = 0;
    for (PostingBlocks blocks(lists.file.find(word), lists.file.size()); blocks.next();)
      sum += blocks.documents().front();
    return sum;
  });
}

void file_documents_and_times(benchmark::State& state) {
  measure(state, [](const Lists& lists, const std::string& word) {
    std::uint64_t sum = 0;
    for (PostingBlocks blocks(lists.file.find(word), lists.file.size()); blocks.next();)
      sum += blocks.documents().front() + blocks.times().front();
    return sum;
  });
}

void file_bitmap(benchmark::State& state) {
  std::vector<std::uint64_t> bitmap;
  measure(state, [&](const Lists& lists, const std::string& word) {
    bitmap.resize((lists.file.size() + 63) / 64);
    for (PostingBlocks blocks(lists.file.find(word), lists.file.size()); blocks.next();) blocks.set_in(bitmap);
    return bitmap.back();
  });
}

void xapian(benchmark::State& state) {
  measure(state, [](const Lists& lists, const std::string& word) {
    std::uint64_t sum = 0;
    for (const Xapian::Database& shard : lists.databases.shards)
      for (auto at = shard.postlist_begin(word); at != shard.postlist_end(word); ++at) sum += *at + at.get_wdf();
    return sum;
  });
}

void write(benchmark::State& state) {
  const auto databases = open_databases_of_index();
  if (!databases) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  for (auto unused : state) {
    const auto bytes = encoded(*databases);
    const auto file = PostingFile::parse(bytes.value_or(""));
    if (!file) return state.SkipWithError(file.error().message.c_str());
    state.counters["bytes"] = static_cast<double>(bytes->size());
    state.counters["a_posting"] = static_cast<double>(bytes->size()) / static_cast<double>(file->postings());
  }
}

BENCHMARK(file_documents)->Arg(1)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(file_documents_and_times)->Arg(1)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(file_bitmap)->Arg(1)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(xapian)->Arg(1)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(write)->Unit(benchmark::kMillisecond);

}  // namespace
