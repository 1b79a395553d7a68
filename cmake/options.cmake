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
