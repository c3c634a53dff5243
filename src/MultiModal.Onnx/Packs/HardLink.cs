using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MultiModal.Onnx.Packs;

/// <summary>Gives a file a second name on the same volume.</summary>
internal static class HardLink
{
    /// <summary>Makes the second name.</summary>
    /// <exception cref="IOException">The volume is another, or cannot do it.</exception>
    public static void Create(string file, string second)
    {
        bool done = OperatingSystem.IsWindows() ? CreateHardLink(second, file, IntPtr.Zero) : Link(file, second) == 0;
        if (!done)
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string second);

    [DllImport("kernel32.dll", EntryPoint = "CreateHardLinkW", SetLastError = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CreateHardLink(string second, string file, IntPtr security);
}
