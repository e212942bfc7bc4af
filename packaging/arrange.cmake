# Run by cpack between installing into its own folder and packing that: what Debian policy wants otherwise than
# `cmake --install` does, and the same bytes whoever packs, whenever and wherever.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
set(doc ${root}/usr/share/doc/arshjul)

function(do)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${root} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(EXISTS ${root}/usr/etc)
  file(RENAME ${root}/usr/etc ${root}/etc)
endif()
file(RENAME ${root}/usr/share/zsh/site-functions ${root}/usr/share/zsh/vendor-completions)

# Documents are read where Debian's users look for them; arshjul finds its own below share/arshjul.
file(GLOB documents ${root}/usr/share/arshjul/templates/*.md)
foreach(document ${documents})
  cmake_path(GET document FILENAME name)
  file(CREATE_LINK ../../arshjul/templates/${name} ${doc}/${name} SYMBOLIC)
endforeach()

# Policy 12.1, 12.7: man pages and the changelog are compressed as far as gzip goes, without name and time.
do(sh -c "gzip -9n usr/share/man/man1/* usr/share/man/*/man1/* usr/share/doc/arshjul/changelog")
# Policy 10.9
do(find . -type d -exec chmod 755 {} +)
do(find . -type f -not -perm -100 -exec chmod 644 {} +)
do(find . -type f -perm -100 -exec chmod 755 {} +)
do(find . -exec touch --no-dereference --date=@$ENV{SOURCE_DATE_EPOCH} {} +)
