# What every target of ours is compiled with. Libraries from outside are SYSTEM, so their warnings do not count.
add_library(tarsach_options INTERFACE)
target_include_directories(tarsach_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_features(tarsach_options INTERFACE cxx_std_20)
target_compile_options(tarsach_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wnull-dereference -Wextra-semi -fno-strict-aliasing)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees dereferences of null in std::string and in the headers of our dependencies that are none.
  target_compile_options(tarsach_options INTERFACE -Wno-null-dereference -Wduplicated-cond -Wlogical-op)
endif()
if(TARSACH_WARNINGS_ARE_ERRORS)
  target_compile_options(tarsach_options INTERFACE -Werror)
endif()
if(TARSACH_SANITIZERS)
  target_compile_options(tarsach_options INTERFACE -fsanitize=${TARSACH_SANITIZERS} -fno-omit-frame-pointer
                                                   -fno-sanitize-recover=all)
  target_link_options(tarsach_options INTERFACE -fsanitize=${TARSACH_SANITIZERS})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # The instrumented code confuses the analysis (std::regex); g++'s manual says so.
    target_compile_options(tarsach_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(TARSACH_LIBFUZZER)
  target_compile_options(tarsach_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(tarsach_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# Hardening: what turns a mistake with memory into a stop of the program instead of a way in (docs/security.md; what it
# costs stands there too). tests/system/hardening_test.cc reads it back from the programs.
#
# Assertions of the standard library: v[i], optional, string_view and iterators of a bad index stop the program.
target_compile_definitions(tarsach_options INTERFACE _GLIBCXX_ASSERTIONS)
target_compile_options(tarsach_options INTERFACE
  -fPIE -Wformat -Wformat-security -Werror=format-security -fstack-protector-strong)
target_link_options(tarsach_options INTERFACE -pie LINKER:-z,relro,-z,now,-z,noexecstack,-z,separate-code)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64|AMD64|i[3-6]86")
  target_compile_options(tarsach_options INTERFACE -fstack-clash-protection -fcf-protection=full)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  target_compile_options(tarsach_options INTERFACE -fstack-clash-protection -mbranch-protection=standard)
endif()
# Checked copies into buffers of known size. They need an optimising compiler, and the sanitizers have better ones. A
# distribution's own level comes in CMAKE_CXX_FLAGS, so that one goes first.
if(NOT TARSACH_SANITIZERS)
  set(level 2)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12)
    set(level 3)  # with sizes that are only known when the program runs
  endif()
  target_compile_options(tarsach_options INTERFACE
    "$<$<NOT:$<CONFIG:Debug>>:SHELL:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=${level}>")
endif()
