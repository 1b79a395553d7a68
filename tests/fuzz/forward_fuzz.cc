// The forward index: any bytes are refused, or every document in it is read within it.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "schema/blob_file.h"
#include "schema/forward_document.h"

namespace schema = tarsach::schema;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file =
      schema::BlobFile::parse(std::string(reinterpret_cast<const char*>(data), size), schema::kForwardBlobs);
  if (!file) return 0;
  std::uint64_t words = 0;
  for (std::uint32_t docid = 0; docid < file->size(); ++docid) {
    const auto document = schema::ForwardDocument::open(file->of(docid));
    if (!document) continue;
    document->for_each([&](std::uint32_t, std::uint32_t) { ++words; });
    std::vector<std::uint32_t> milestones;
    document->read_milestones(milestones);
    if (milestones.size() > file->of(docid).size()) std::abort();
    (void)document->code_of(schema::hash_of_term("варна"));
  }
  if (words > size * std::uint64_t{8}) std::abort();  // none takes less than a bit
  return 0;
}
