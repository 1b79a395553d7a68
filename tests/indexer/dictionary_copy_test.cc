#include "indexer/dictionary_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/data_file.h"
#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::indexer {
namespace {

using ::testing::HasSubstr;

class DictionaryCopy : public ::testing::Test {
 protected:
  ~DictionaryCopy() override { ::unsetenv("TARSACH_DATA"); }
  void install_in(const std::filesystem::path& folder) { ::setenv("TARSACH_DATA", folder.c_str(), 1); }

  testing::TemporaryFolder installed_, generation_;
};

TEST_F(DictionaryCopy, HasTheBytesOfTheInstalledOneAndIsOpened) {
  const auto installed = find_data_file(text::kDictionaryName);
  ASSERT_TRUE(installed) << describe(installed.error());
  const auto dictionary = copy_dictionary(generation_.path());
  ASSERT_TRUE(dictionary) << describe(dictionary.error());
  EXPECT_TRUE((*dictionary)->knows("водата"));
  EXPECT_EQ(read_file(generation_.path() / text::kDictionaryName).value(), read_file(*installed).value());
}

TEST_F(DictionaryCopy, IsNotFoundWhereNoneIsInstalled) {
  install_in(installed_.path());
  const auto none = copy_dictionary(generation_.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(std::filesystem::is_empty(generation_.path()));
}

TEST_F(DictionaryCopy, IsRefusedWhenTheInstalledOneIsDamaged) {
  installed_.write(text::kDictionaryName, "no dictionary");
  install_in(installed_.path());
  const auto damaged = copy_dictionary(generation_.path());
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kBadData);
  EXPECT_THAT(damaged.error().message, HasSubstr(installed_.path().string()));
}

}  // namespace
}  // namespace tarsach::indexer
