<?xml version="1.0" encoding="UTF-8"?>
<!-- The budget: cover, contents, chapters in the author's order. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>
</xsl:stylesheet>
