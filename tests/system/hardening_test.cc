// What cmake/options.cmake asks of the compiler and the linker against mistakes with memory, read back from the
// programs that were built.
#include <elf.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/mapped_file.h"
#include "tests/support/process.h"

namespace tarsach::testing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif
#ifdef __OPTIMIZE__
constexpr bool kOptimised = true;
#else
constexpr bool kOptimised = false;
#endif

/// A 64-bit program file, which our own linker has written.
class Program {
 public:
  explicit Program(const std::string& name) {
    if (auto file = MappedFile::open(program_path(name))) file_ = std::move(*file);
  }

  Elf64_Ehdr header() const { return at<Elf64_Ehdr>(0); }
  bool is_elf64() const {
    return bytes().size() > sizeof(Elf64_Ehdr) && bytes().starts_with(ELFMAG) && bytes()[EI_CLASS] == ELFCLASS64;
  }
  std::vector<Elf64_Phdr> segments() const { return table<Elf64_Phdr>(header().e_phoff, header().e_phnum); }
  std::vector<Elf64_Phdr> segments(std::uint32_t type) const {
    auto found = segments();
    std::erase_if(found, [type](const Elf64_Phdr& segment) { return segment.p_type != type; });
    return found;
  }
  /// The flags that the dynamic linker is told, 0 if none.
  std::uint64_t dynamic(std::int64_t tag) const {
    for (const Elf64_Phdr& segment : segments(PT_DYNAMIC))
      for (const auto& entry : table<Elf64_Dyn>(segment.p_offset, segment.p_filesz / sizeof(Elf64_Dyn)))
        if (entry.d_tag == tag) return entry.d_un.d_val;
    return 0;
  }
  /// Functions and variables that it takes from libraries, and those that it gives them.
  std::vector<std::string> symbols() const {
    std::vector<std::string> names;
    const auto sections = table<Elf64_Shdr>(header().e_shoff, header().e_shnum);
    for (const Elf64_Shdr& section : sections) {
      if (section.sh_type != SHT_DYNSYM) continue;
      const std::uint64_t strings = sections.at(section.sh_link).sh_offset;
      for (const auto& symbol : table<Elf64_Sym>(section.sh_offset, section.sh_size / sizeof(Elf64_Sym)))
        names.emplace_back(bytes().data() + strings + symbol.st_name);
    }
    return names;
  }

 private:
  template <typename T>
  T at(std::uint64_t offset) const {
    T value{};
    std::memcpy(&value, bytes().data() + offset, sizeof value);
    return value;
  }
  template <typename T>
  std::vector<T> table(std::uint64_t offset, std::uint64_t count) const {
    std::vector<T> rows;
    for (std::uint64_t i = 0; i < count; ++i) rows.push_back(at<T>(offset + i * sizeof(T)));
    return rows;
  }
  std::string_view bytes() const { return file_.bytes(); }
  MappedFile file_;
};

class Hardening : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!program_.is_elf64()) GTEST_SKIP() << GetParam() << " is no 64-bit ELF file";
  }
  Program program_{GetParam()};
};

TEST_P(Hardening, LetsTheSystemChooseAddresses) {
  EXPECT_EQ(program_.header().e_type, ET_DYN);
  EXPECT_TRUE(program_.dynamic(DT_FLAGS_1) & DF_1_PIE);
}

TEST_P(Hardening, HasNothingToWriteWhereCodeIsFound) {
  EXPECT_EQ(program_.segments(PT_GNU_RELRO).size(), 1U);
  EXPECT_TRUE((program_.dynamic(DT_FLAGS) & DF_BIND_NOW) != 0 || (program_.dynamic(DT_FLAGS_1) & DF_1_NOW) != 0);
}

TEST_P(Hardening, RunsNothingThatCanBeWritten) {
  const auto stack = program_.segments(PT_GNU_STACK);
  ASSERT_EQ(stack.size(), 1U) << "without it, the stack is executable";
  EXPECT_FALSE(stack[0].p_flags & PF_X);
  for (const Elf64_Phdr& segment : program_.segments(PT_LOAD)) {
    const bool written_and_run = (segment.p_flags & PF_W) != 0 && (segment.p_flags & PF_X) != 0;
    EXPECT_FALSE(written_and_run);
  }
}

TEST_P(Hardening, KeepsCodeApartFromData) {
  // Its headers and constants are in segments of their own: separate-code.
  for (const Elf64_Phdr& segment : program_.segments(PT_LOAD))
    EXPECT_FALSE((segment.p_flags & PF_X) != 0 && segment.p_offset == 0);
}

TEST_P(Hardening, StopsWhenItsStackWasWrittenOver) {
  const auto symbols = program_.symbols();
  EXPECT_TRUE(std::ranges::count(symbols, "__stack_chk_fail"));
}

TEST_P(Hardening, AssertsWhatTheLibraryExpects) {
  const auto symbols = program_.symbols();
  EXPECT_TRUE(std::ranges::any_of(
      symbols, [](const std::string& name) { return name.find("__glibcxx_assert") != std::string::npos; }));
}

TEST_P(Hardening, CopiesIntoBuffersOfKnownSizeOnly) {
  if (!kOptimised || kSanitized) GTEST_SKIP() << "_FORTIFY_SOURCE is for optimised programs without sanitizers";
  const auto symbols = program_.symbols();
  const auto checks = [](const std::string& name) { return name.starts_with("__") && name.ends_with("_chk"); };
  EXPECT_TRUE(std::ranges::any_of(symbols, checks));
}

INSTANTIATE_TEST_SUITE_P(OfEachProgram, Hardening, ::testing::Values("tarsach", "tarsach-indexer", "tarsach-searchd"),
                         [](const auto& program) {
                           std::string name = program.param;
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace tarsach::testing
