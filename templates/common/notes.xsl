<?xml version="1.0" encoding="UTF-8"?>
<!-- Authors' notes. A note stands where it is called; the theme numbers both ends of the link and floats the note to the
     foot of the page. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!-- The first of a key has its text; the words of a later one are an addition, a page for instance. -->
  <xsl:key name="first-note" match="note[@key and not(@first or parent::table)]" use="@key"/>

  <xsl:template match="note">
    <xsl:variable name="id"><xsl:apply-templates select="." mode="id"/></xsl:variable>
    <a class="call" role="doc-noteref" id="till-{$id}" href="#not-{$id}">
      <!-- Right after another note, the theme parts their marks. -->
      <xsl:if test="preceding-sibling::node()[1][self::note or (self::text() and normalize-space() = '' and preceding-sibling::node()[1][self::note])]">
        <xsl:attribute name="class">further call</xsl:attribute>
      </xsl:if>
    </a>
    <span class="footnote" role="doc-footnote" id="not-{$id}">
      <xsl:copy-of select="@lang"/>
      <a class="back" role="doc-backlink" href="#till-{$id}"/>
      <xsl:choose>
        <xsl:when test="@first"><xsl:apply-templates select="." mode="again"/></xsl:when>
        <xsl:when test="normalize-space() = '' and not(*)"><xsl:value-of select="concat('[', @key, '?]')"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="marks"/>
    </span>
  </xsl:template>

  <xsl:template match="note" mode="id"><xsl:value-of select="@at"/></xsl:template>

  <!-- A mark follows its word at once, however the author's lines are broken. -->
  <xsl:template match="text()[following-sibling::node()[1][self::note]]">
    <xsl:value-of select="substring(normalize-space(concat('.', .)), 2)"/>
  </xsl:template>

  <!-- The same source right after itself, else a reference to where it is told; with its page where numbers begin
       anew in each chapter. -->
  <xsl:template match="note" mode="again">
    <xsl:variable name="first" select="key('first-note', @key)"/>
    <xsl:variable name="chapter" select="generate-id(ancestor::section[last()])"/>
    <xsl:variable name="addition" select="(normalize-space() != '' or *) and normalize-space() != normalize-space($first)"/>
    <xsl:choose>
      <xsl:when test="@ibid"><xsl:text>Ibid.</xsl:text></xsl:when>
      <xsl:otherwise>
        <xsl:text>Se </xsl:text>
        <a class="ref to-note" href="#not-{@first}">
          <xsl:if test="/report/@notes = 'kapitel' and generate-id($first/ancestor::section[last()]) != $chapter">
            <xsl:attribute name="class">ref to-note with-page</xsl:attribute>
          </xsl:if>
          <xsl:text>not&#160;</xsl:text>
        </a>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="$addition">
        <xsl:text>, </xsl:text>
        <xsl:apply-templates/>
        <xsl:if test="not(contains('.?!…', substring(normalize-space(), string-length(normalize-space()))))">.</xsl:if>
      </xsl:when>
      <xsl:when test="@ibid"/>
      <xsl:otherwise>.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
