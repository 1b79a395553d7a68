// The records of a generation: any bytes are refused, or each record in them is read or refused; and
// who reads its facts alone reads the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "schema/record_file.h"

using namespace tarsach::schema;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint32_t kMostDocuments = 20;
  auto blobs = BlobFile::parse(std::string(reinterpret_cast<const char*>(data), size), kRecordBlobs);
  if (!blobs) return 0;
  const auto file = RecordFile::of(std::move(*blobs));
  if (!file) return 0;
  RecordReader reader(*file);
  for (std::uint32_t docid = 0; docid < kMostDocuments && docid < file->blobs().size(); ++docid) {
    const auto facts = reader.read_facts(docid);
    const std::string title(facts ? facts->title : "");
    const auto record = reader.read(docid);
    if (record && (!facts || record->title != title || record->body.size() > kMaxRecordBytes)) std::abort();
  }
  return 0;
}
