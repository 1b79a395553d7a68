#include "schema/record_file.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "base/prefetch.h"
#include "schema/varint.h"

namespace tarsach::schema {
namespace {

// Measured on articles of 2.7 KB: higher levels take five times as long for 5 % less; larger dictionaries gain 4 %.
constexpr int kLevel = 3;
constexpr std::size_t kLeastSamples = 50;
/// A reader keeps so much memory for the next record; of a longer one it is given back.
constexpr std::size_t kKeptBytes = std::size_t{1024} * 1024;

/// Of most records these are the facts. The body is gone through in its order, which the processor sees by itself.
constexpr std::size_t kExpectedBytes = 192;

struct DictionaryLimits {
  std::size_t most_bytes;
  std::size_t sample_bytes_for_one;  // of what a dictionary is made of, so much has to come for each byte of it
};
constexpr DictionaryLimits kOfFacts{std::size_t{16} * 1024, 16}, kOfBodies{std::size_t{64} * 1024, 32};

/// What stands in a file as one, behind the number of the first one's bytes: dictionaries, or frames of a record.
struct Parts {
  std::string_view facts, body;
};

std::optional<Parts> parts_of(std::string_view bytes) {
  const std::optional<std::uint64_t> first = take_varint(bytes);
  if (!first || *first > bytes.size()) return std::nullopt;
  return Parts{bytes.substr(0, *first), bytes.substr(*first)};
}

std::optional<Parts> dictionaries_of(std::string_view preface) { return preface.empty() ? Parts{} : parts_of(preface); }

template <typename Pointer>
Pointer* or_no_memory(Pointer* pointer) {
  if (pointer == nullptr) throw std::bad_alloc();
  return pointer;
}

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};
using CompressingDictionary = std::unique_ptr<ZSTD_CDict, Free>;
using InflatingDictionary = std::unique_ptr<ZSTD_DDict, Free>;

CompressingDictionary compressing(std::string_view dictionary) {
  return CompressingDictionary(or_no_memory(ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel)));
}

InflatingDictionary inflating(std::string_view dictionary) {
  return InflatingDictionary(ZSTD_createDDict(dictionary.data(), dictionary.size()));
}

std::string train(std::span<const std::string> samples, const DictionaryLimits& limits) {
  if (samples.size() < kLeastSamples) return {};
  std::string bytes;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    bytes += sample;
    sizes.push_back(sample.size());
  }
  std::string dictionary(std::min(limits.most_bytes, bytes.size() / limits.sample_bytes_for_one), '\0');
  const std::size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), bytes.data(), sizes.data(),
                                                 static_cast<unsigned>(sizes.size()));
  dictionary.resize(ZDICT_isError(size) != 0 ? 0 : size);  // of samples that have nothing in common there is none
  return dictionary;
}

/// A context of its own for each dictionary: where they take turns in one, each of them is cold every time.
class Inflater {
 public:
  Inflater() : context_(or_no_memory(ZSTD_createDCtx())) {}

  /// Until the next call.
  Result<std::string_view> inflate(std::string_view frame, const InflatingDictionary& dictionary) {
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    // What is unknown, and an error, is greater.
    if (size > kMaxRecordBytes) return fail(ErrorCode::kBadData, "it claims to be longer than any is");
    make_room(size);
    const std::size_t read =
        ZSTD_decompress_usingDDict(context_.get(), bytes_.get(), size, frame.data(), frame.size(), dictionary.get());
    if (ZSTD_isError(read) != 0 || read != size) return fail(ErrorCode::kBadData, "it is damaged");
    return std::string_view(bytes_.get(), size);
  }

 private:
  void make_room(std::size_t size) {
    if (size <= room_ && room_ <= kKeptBytes) return;
    room_ = std::bit_ceil(size);
    bytes_ = std::make_unique_for_overwrite<char[]>(room_);
  }

  std::unique_ptr<ZSTD_DCtx, Free> context_;
  std::unique_ptr<char[]> bytes_;
  std::size_t room_ = 0;
};

}  // namespace

std::string train_record_dictionaries(std::span<const Record> samples) {
  std::vector<std::string> facts, bodies;
  for (const Record& sample : samples) {
    facts.push_back(encode_facts(sample));
    bodies.push_back(sample.body);
  }
  const std::string of_facts = train(facts, kOfFacts), of_bodies = train(bodies, kOfBodies);
  if (of_facts.empty() && of_bodies.empty()) return {};
  std::string both;
  append_varint(both, of_facts.size());
  return both + of_facts + of_bodies;
}

struct RecordCompressor::State {
  std::unique_ptr<ZSTD_CCtx, Free> context;
  CompressingDictionary facts, bodies;

  void append(std::string& blob, std::string_view text, const CompressingDictionary& dictionary) const {
    const std::size_t before = blob.size();
    blob.resize(before + ZSTD_compressBound(text.size()));
    ZSTD_CCtx_refCDict(context.get(), dictionary.get());
    const std::size_t size =
        ZSTD_compress2(context.get(), blob.data() + before, blob.size() - before, text.data(), text.size());
    if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // the only thing that can go wrong with so much room
    blob.resize(before + size);
  }
};

RecordCompressor::RecordCompressor(std::string_view dictionaries) : state_(std::make_unique<State>()) {
  const Parts parts = dictionaries_of(dictionaries).value_or(Parts{});
  state_->context.reset(or_no_memory(ZSTD_createCCtx()));
  ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_dictIDFlag, 0);  // four bytes that say what the preface does
  state_->facts = compressing(parts.facts);
  state_->bodies = compressing(parts.body);
}
RecordCompressor::RecordCompressor(RecordCompressor&&) noexcept = default;
RecordCompressor& RecordCompressor::operator=(RecordCompressor&&) noexcept = default;
RecordCompressor::~RecordCompressor() = default;

std::string RecordCompressor::compress(const Record& record) {
  std::string facts, blob;
  state_->append(facts, encode_facts(record), state_->facts);
  append_varint(blob, facts.size());
  blob += facts;
  state_->append(blob, record.body, state_->bodies);
  return blob;
}

struct RecordFile::Dictionaries {
  InflatingDictionary facts, bodies;
};

Result<RecordFile> RecordFile::open(const std::filesystem::path& path) {
  TARSACH_TRY(BlobFile blobs, BlobFile::open(path, kRecordBlobs));
  auto file = of(std::move(blobs));
  if (!file) return fail(file.error().code, path.string() + ": " + file.error().message, file.error().hint);
  return file;
}

Result<RecordFile> RecordFile::of(BlobFile blobs) {
  RecordFile file;
  file.blobs_ = std::move(blobs);
  file.dictionaries_ = std::make_unique<Dictionaries>();
  if (const auto parts = dictionaries_of(file.blobs_.preface()))
    *file.dictionaries_ = {inflating(parts->facts), inflating(parts->body)};
  if (!file.dictionaries_->facts || !file.dictionaries_->bodies)
    return fail(ErrorCode::kBadData, "the dictionaries of the records are damaged", "build the index again");
  return file;
}
RecordFile::RecordFile() = default;
RecordFile::RecordFile(RecordFile&&) noexcept = default;
RecordFile& RecordFile::operator=(RecordFile&&) noexcept = default;
RecordFile::~RecordFile() = default;

struct RecordReader::State {
  Inflater facts, bodies;

  Result<FactsView> read_facts(const RecordFile& file, std::string_view frame) {
    TARSACH_TRY(const std::string_view bytes, facts.inflate(frame, file.dictionaries_->facts));
    return decode_facts(bytes);
  }

  Result<RecordView> read(const RecordFile& file, const Parts& frames) {
    TARSACH_TRY(FactsView view, read_facts(file, frames.facts));
    TARSACH_TRY(const std::string_view body, bodies.inflate(frames.body, file.dictionaries_->bodies));
    return RecordView{std::move(view), body};
  }

  static Result<Parts> frames_of(const RecordFile& file, std::uint32_t docid) {
    const std::string_view blob = file.blobs_.of(docid);
    if (blob.empty()) return fail(ErrorCode::kBadData, "there is none");
    if (const std::optional<Parts> frames = parts_of(blob)) return *frames;
    return fail(ErrorCode::kBadData, "its parts are damaged");
  }
};

RecordReader::RecordReader(const RecordFile& file) : file_(&file), state_(std::make_unique<State>()) {}
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;
RecordReader::~RecordReader() = default;

namespace {

Error unreadable(std::uint32_t docid, const Error& error) {
  return {error.code, "the record of document " + std::to_string(docid) + ": " + error.message,
          "build the index again"};
}

}  // namespace

void RecordReader::expect(std::uint32_t docid) const { prefetch(file_->blobs_.of(docid).substr(0, kExpectedBytes)); }

Result<RecordView> RecordReader::read(std::uint32_t docid) {
  return State::frames_of(*file_, docid)
      .and_then([&](const Parts& frames) { return state_->read(*file_, frames); })
      .map_error([docid](const Error& error) { return unreadable(docid, error); });
}

Result<FactsView> RecordReader::read_facts(std::uint32_t docid) {
  return State::frames_of(*file_, docid)
      .and_then([&](const Parts& frames) { return state_->read_facts(*file_, frames.facts); })
      .map_error([docid](const Error& error) { return unreadable(docid, error); });
}

}  // namespace tarsach::schema
