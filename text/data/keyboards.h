// What the keys of a US keyboard write on each layout: first without Shift, row by row, then with it. The letters of
// БДС 5237:2006 and of the phonetic layouts as operating systems have them; U+045D is ѝ.
#pragma once

#include <array>
#include <string_view>

namespace tarsach::text::data {

inline constexpr std::size_t kKeys = 94;  // 47 keys, twice

/// In the order of text::Layout.
inline constexpr std::array<std::u32string_view, 4> kLayouts = {
    // Latin
    U"`1234567890-="
    U"qwertyuiop[]\\"
    U"asdfghjkl;'"
    U"zxcvbnm,./"
    U"~!@#$%^&*()_+"
    U"QWERTYUIOP{}|"
    U"ASDFGHJKL:\""
    U"ZXCVBNM<>?",
    // БДС
    U"(1234567890-."
    U",уеишщксдзц;„"
    U"ьяаожгтнвмч"
    U"юйъэфхпрлб"
    U")!?+\"%=:/–№$€"
    U"ыУЕИШЩКСДЗЦ§“"
    U"\u045DЯАОЖГТНВМЧ"
    U"ЮЙЪЭФХПРЛБ",
    // traditional phonetic
    U"ч1234567890-="
    U"явертъуиопшщю"
    U"асдфгхйкл;'"
    U"зьцжбнм,./"
    U"Ч!@№$%€§*()–+"
    U"ЯВЕРТЪУИОПШЩЮ"
    U"АСДФГХЙКЛ:\""
    U"З\u045DЦЖБНМ„“?",
    // phonetic of 2006
    U"ю1234567890-="
    U"чшертъуиопящь"
    U"асдфгхйкл;'"
    U"зжцвбнм,./"
    U"Ю!@№$%€§*()–+"
    U"ЧШЕРТЪУИОПЯЩ\u045D"
    U"АСДФГХЙКЛ:\""
    U"ЗЖЦВБНМ„“?",
};

static_assert(kLayouts[0].size() == kKeys && kLayouts[1].size() == kKeys);
static_assert(kLayouts[2].size() == kKeys && kLayouts[3].size() == kKeys);

}  // namespace tarsach::text::data
