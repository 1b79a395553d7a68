#include "corpus/reader.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <system_error>
#include <vector>

#include "corpus/delivery.h"
#include "corpus/html.h"
#include "corpus/input.h"
#include "corpus/jsonl.h"
#include "corpus/markdown.h"
#include "corpus/plain.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

namespace fs = std::filesystem;

using Reader = void (*)(Input&, Delivery&);

struct FileKind {
  std::string_view extension;
  Reader read;
};

constexpr auto kKinds = std::to_array<FileKind>({
    {".jsonl", read_jsonl},
    {".ndjson", read_jsonl},
    {".json", read_json},
    {".html", read_html},
    {".htm", read_html},
    {".txt", read_plain},
    {".md", read_markdown},
    {".markdown", read_markdown},
});
constexpr std::string_view kKnownKinds = ".jsonl .ndjson .json .html .htm .txt .md .markdown, each also with .gz";
constexpr int kMaxFolderDepth = 64;

/// The path without .gz and extension, and how to read such a file.
struct Recognised {
  fs::path stem;
  Reader read = nullptr;
};

Recognised recognise(const fs::path& path) {
  Recognised file{path};
  if (fold(path.extension().string()) == ".gz") file.stem.replace_extension();
  const std::string extension = fold(file.stem.extension().string());
  const auto kind = std::ranges::find(kKinds, std::string_view(extension), &FileKind::extension);
  if (kind == kKinds.end()) return file;
  file.read = kind->read;
  file.stem.replace_extension();
  return file;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with("."); }

/// Calls `visit` for the files below a folder in the order of their names; false if it wants no more.
using VisitFile = std::function<bool(const fs::path&)>;
bool walk(const fs::path& folder, int depth, const VisitFile& visit, const VisitFile& unreadable) {
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) entries.push_back(*it);
  if (error && !unreadable(folder)) return false;
  std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) { return entry.path().native(); });
  for (const fs::directory_entry& entry : entries) {
    if (is_hidden(entry.path())) continue;
    const bool folder_link = entry.is_symlink(error) && entry.is_directory(error);  // could lead in a circle
    if (folder_link || (entry.is_directory(error) && depth >= kMaxFolderDepth)) continue;
    const bool more = entry.is_directory(error)      ? walk(entry.path(), depth + 1, visit, unreadable)
                      : entry.is_regular_file(error) ? visit(entry.path())
                                                     : true;
    if (!more) return false;
  }
  return true;
}

std::uint64_t file_bytes(const fs::path& path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  return error ? 0 : bytes;
}

Result<void> read_file_of(const fs::path& path, const SourceFile& file, Reader read, Delivery& delivery) {
  delivery.begin(file);
  TARSACH_TRY(Input input, Input::open(path.string()));
  read(input, delivery);
  delivery.end(path == "-" ? input.consumed() : file_bytes(path));
  return {};
}

Result<void> read_folder(const fs::path& folder, Delivery& delivery) {
  const auto visit = [&](const fs::path& path) {
    const Recognised kind = recognise(path);
    if (kind.read == nullptr) return true;
    const SourceFile file{path.string(), kind.stem.lexically_relative(folder).generic_string()};
    if (const auto read = read_file_of(path, file, kind.read, delivery); !read)
      delivery.problem(0, read.error().message);
    return !delivery.stopped();
  };
  const auto unreadable = [&](const fs::path& path) {
    delivery.begin({path.string(), path.filename().string()});
    delivery.problem(0, "the folder can not be read");
    return !delivery.stopped();
  };
  walk(folder, 0, visit, unreadable);
  return {};
}

}  // namespace

Result<void> read_source(const std::string& source, ArticleSink& sink) {
  Delivery delivery(sink);
  if (source == "-") return read_file_of("-", {"standard input", "-"}, read_jsonl, delivery);
  const fs::path path(source);
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return fail(ErrorCode::kNotFound, source + ": no such file or folder");
  if (fs::is_directory(status)) {
    if (fs::directory_iterator(path, error); error)
      return fail(ErrorCode::kUnavailable, source + ": " + error.message());
    return read_folder(path, delivery);
  }
  const Recognised kind = recognise(path);
  if (kind.read == nullptr) {
    return fail(ErrorCode::kUsage, source + ": an unknown kind of file", "expected one of " + std::string(kKnownKinds));
  }
  return read_file_of(path, {source, kind.stem.filename().string()}, kind.read, delivery);
}

std::uint64_t source_bytes(const std::string& source) {
  if (source == "-") return 0;
  std::error_code error;
  if (!fs::is_directory(source, error)) return file_bytes(source);
  std::uint64_t bytes = 0;
  const auto add = [&](const fs::path& path) {
    bytes += recognise(path).read != nullptr ? file_bytes(path) : 0;
    return true;
  };
  walk(source, 0, add, [](const fs::path&) { return true; });
  return bytes;
}

}  // namespace tarsach::corpus
